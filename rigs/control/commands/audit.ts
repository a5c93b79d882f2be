import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { buildAudit } from '../../audit/build-audit.ts'
import type { CompactAudit } from '../../audit/compact-audit.ts'
import { compactAuditSchema } from '../../audit/compact-schema.ts'
import { type ComparedRig, compareAudits } from '../../audit/compare-audits.ts'
import { auditDiffSchema } from '../../audit/diff-schema.ts'
import { fileRig } from '../../audit/file-rig.ts'
import { auditInterval } from '../../audit/interval.ts'
import { runningRig } from '../../audit/running-rig.ts'
import { auditSchema } from '../../audit/schema.ts'
import { wholeAudit } from '../../audit/whole-audit.ts'
import type { Estate } from '../../estate.ts'
import { type RigContext, rigCommand } from '../command.ts'
import { callerInput, documentInput, nameInput, namesInput, timeInput } from '../inputs.ts'
import { zoneOf } from './time.ts'

const asked = {
  from: timeInput.optional().describe('By the clock of the first site, or an instant; today, when left out'),
  until: timeInput.optional().describe('Seven days later, when left out'),
  users: namesInput.optional().describe('`Anna`, `Anna@Office`; everybody, when left out'),
  doors: namesInput.optional().describe('`home/access:Front Door`, `Front Door`; every door, when left out'),
  sites: namesInput.optional().describe('All, when left out'),
  caller: callerInput,
}

const oneAudit = z.strictObject({
  ...asked,
  document: documentInput.describe('As if the open documents of this name were saved'),
})

export const audit = rigCommand({
  name: 'audit',
  summary: 'Says who may enter which door when, over an interval, exact to the minute',
  input: oneAudit,
  output: auditSchema,
  run: async (context, input) => wholeAudit(await audited(context, input)),
})

export const auditCompact = rigCommand({
  name: 'audit-compact',
  summary: 'Says the same as `audit` in numbers, for years and for many users',
  input: oneAudit,
  output: compactAuditSchema,
  run: async (context, input) => {
    const { answers, places, ...rest } = await audited(context, input)
    const inLists = answers.map((answer) => ({ ...answer, runs: Array.from(answer.runs) }))
    return { ...rest, answers: inLists, places: Array.from(places) }
  },
})

async function audited(context: RigContext, input: z.output<typeof oneAudit>): Promise<CompactAudit> {
  const { from, until, users, doors, sites, document, caller } = input
  const interval = auditInterval({ from, until }, ...clockOf(context.estate))
  const rig = await runningRig(context, { sites, document, caller })
  return buildAudit(rig, interval, { users, doors, sites })
}

export const auditDiff = rigCommand({
  name: 'audit-diff',
  summary: 'Says who would gain and who lose access, when, and because of what, if something else ran',
  input: z.strictObject({
    ...asked,
    document: documentInput.describe('If the open documents of this name were saved'),
    file: nameInput
      .optional()
      .describe("If the rig were of this file, on the rig's own machine; instead of a document"),
  }),
  output: auditDiffSchema,
  run: async (context, { from, until, users, doors, sites, caller, ...other }) => {
    const interval = auditInterval({ from, until }, ...clockOf(context.estate))
    const running = await runningRig(context, { sites, caller })
    const before = { name: `running ${context.estate.file.rig}`, rig: running }
    const after = await otherRig(context, { sites, caller, ...other })
    return compareAudits(before, after, interval, { users, doors, sites })
  },
})

type Other = Parameters<typeof runningRig>[1] & { readonly file?: string | undefined }

async function otherRig(context: RigContext, { file, document, ...rest }: Other): Promise<ComparedRig> {
  if ((file === undefined) === (document === undefined))
    throw new RigError('USAGE', 'compare with a document or with a file')
  if (file !== undefined) return fileRig(file)
  return { name: `document ${document}`, rig: await runningRig(context, { ...rest, document }) }
}

/** Zone and instant of the clock that an audit's interval is told by. */
function clockOf(estate: Estate): [zone: string, nowMs: number] {
  const [site = ''] = Object.keys(estate.file.sites)
  return [zoneOf(estate, site), estate.clock.now(site).wallMs]
}
