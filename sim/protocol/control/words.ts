import { z } from 'zod'
import { SYSTEM_RIGHTS } from '../../domain/program/names.ts'

/** The smallest parts of what is said on a Miniserver's control API. */

export const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{16}$/, 'is a uuid: 8-4-4-16 hex digits in lower case')
export const serial = z.string().regex(/^[0-9A-F]{12}$/, 'is a serial number: 12 hex digits in upper case')
export const text = z.string().max(1024)
export const name = z.string().min(1, 'must not be empty').max(256)
export const wholeNumber = z.int()
export const instantMs = z.number().describe('Milliseconds since 1970 UTC')
export const scope = z.enum(['internal', 'external', 'physical'])

/** Ids in keys are looked up, so what they look like need not be checked here. */
const id = z.string().max(64)

export const principal = z
  .templateLiteral([z.enum(['user', 'group', 'member']), ':', id])
  .describe('`user:<uuid>`, `group:<uuid>` or `member:<serial>`')

export const object = z
  .union([
    z.templateLiteral(['right:', z.enum(SYSTEM_RIGHTS)]),
    z.templateLiteral([z.enum(['room', 'category', 'function', 'access', 'device']), ':', id]),
  ])
  .describe('`right:<right>`, or `room:`, `category:`, `function:`, `access:`, `device:` and a uuid')
