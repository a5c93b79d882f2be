import { z } from 'zod'
import { backupAnswer, revisionAnswer } from '../../../sim/protocol/control/answers.ts'
import { siteNamed } from '../addresses.ts'
import { callerAt } from '../callers.ts'
import { rigCommand } from '../command.ts'
import { callerInput, siteInput } from '../inputs.ts'

export const configBackup = rigCommand({
  name: 'config-backup',
  summary: 'Backs up the program that a Miniserver runs; the file is a secret',
  input: z.strictObject({ site: siteInput, caller: callerInput }),
  output: z.strictObject({ site: z.string(), file: z.string().describe('The backup file, a secret') }),
  run: async ({ estate }, { site: named, caller }) => {
    const site = siteNamed(estate.file, named)
    const answer = await estate.control(site, callerAt(estate, site, caller), { type: 'back-up' })
    return { site, ...backupAnswer.parse(answer) }
  },
})

export const configRestore = rigCommand({
  name: 'config-restore',
  summary: 'Makes a Miniserver run the program of a backup file, whatever runs now; it restarts',
  input: z.strictObject({
    site: siteInput,
    file: z.string().describe('The contents of the backup file'),
    anyway: z.boolean().optional().describe('Takes the backup of another Miniserver, too'),
    caller: callerInput,
  }),
  output: z.strictObject({ site: z.string(), rev: z.int().describe('Revision that runs now') }),
  run: async ({ estate, documents }, { site: named, file, anyway, caller }) => {
    const site = siteNamed(estate.file, named)
    const command = { type: 'restore' as const, file, ...(anyway === true && { anyway }) }
    const asks = callerAt(estate, site, caller)
    const answer = await documents.restarted(site, () => estate.control(site, asks, command))
    return { site, ...revisionAnswer.parse(answer) }
  },
})
