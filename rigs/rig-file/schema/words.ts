import { z } from 'zod'

/** The smallest parts of a rig file. A message that begins with `CODE:` gives its fault that code. */

/** What becomes a topic level of the bus: sites, devices, the rig itself. */
export const Word = z
  .string()
  .max(63, 'has at most 63 letters')
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'has lower-case letters, digits and single dashes only')

/** What people call a thing. Compared without case. */
export const Name = z
  .string()
  .min(1, 'must not be empty')
  .max(128, 'has at most 128 letters')
  .regex(/^\S(?:.*\S)?$/u, 'begins and ends with a letter or sign, on one line')

export const Duration = z
  .string()
  .max(16)
  .regex(/^\d+(?:\.\d+)?(?:ms|s|m|h|d)$/, {
    error: 'is a number with its unit, such as 500ms, 3s, 15m, 2h or 1d',
    abort: true,
  })

export const TimeOfDay = z
  .string()
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'is a time of day from "00:00" to "24:00", in quotes')

export const Instant = z.iso.datetime({
  offset: true,
  error: 'is an instant with its offset, such as "2026-12-24T18:00:00+01:00"',
})

export const Secret = z.string().min(1, 'must not be empty').max(256, 'has at most 256 letters')

/** A path, from the folder of the file that names it. */
export const FilePath = z.string().min(1).max(1024)

export const NameList = z.array(Name).max(10_000)
