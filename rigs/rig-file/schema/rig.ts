import { z } from 'zod'
import { Check } from './checks.ts'
import { Credentials } from './credentials.ts'
import { Devices } from './devices.ts'
import { Lints } from './lints.ts'
import { Miniserver } from './miniserver.ts'
import { Program } from './program.ts'
import { Trust } from './trusts.ts'
import { FilePath, Word } from './words.ts'

const site = { miniserver: Miniserver, devices: Devices.optional() }

const rig = {
  version: z.literal(1, 'is 1'),
  rig: Word.meta({ description: 'Name of the rig.' }),
  secrets: FilePath.optional().meta({
    description:
      'A file only you may read (mode 0600), with `credentials:` as here and `users:` as site, user, password or code.',
  }),
  credentials: Credentials.optional().meta({ description: 'What people carry, by name.' }),
  trusts: z.array(Trust).max(1000).optional(),
  lints: Lints.optional().meta({ description: 'Lints that are meant so, each with the reason.' }),
  checks: z
    .array(Check)
    .max(10_000)
    .optional()
    .meta({ description: 'Who may and who may not: looked at by "loxrig check".' }),
  listen: z.string().max(64).optional().meta({ default: '127.0.0.1', description: 'Address everything listens on.' }),
  bus: z
    .strictObject({
      url: z
        .string()
        .regex(/^(?:mqtt|mqtts):\/\/\S+$/, 'is an MQTT address, such as mqtt://127.0.0.1:1883')
        .meta({ description: 'An MQTT broker of your own instead of the embedded one.' }),
    })
    .optional(),
}

/** A rig file with everything in it that it names by path. */
export const RigFile = z.strictObject({
  ...rig,
  sites: z.record(Word, z.strictObject({ ...site, program: Program.optional() })),
})

/** A rig file as it is written: a program may be the path of a file that holds it. For editors. */
export const WrittenRigFile = z
  .strictObject({
    ...rig,
    sites: z.record(Word, z.strictObject({ ...site, program: z.union([FilePath, Program]).optional() })),
  })
  .meta({
    title: 'loxrig rig file',
    description: 'The sites of a rig, what is in them and who may enter (docs/interface.md).',
  })
