import { z } from 'zod'
import type { HistoryEntry } from '../../domain/miniserver/block-state.ts'
import type { SignedKey } from '../../domain/trust/key-file.ts'
import type { Discovered } from '../../domain/trust/message.ts'
import type { TrustStatus } from '../../domain/trust/status.ts'
import { decisionSchema } from '../bus/decision-schema.ts'
import { memberInfo } from './entries.ts'
import { instantMs, name, serial, uuid, wholeNumber } from './words.ts'

/** What a Miniserver's control API answers. */

export const programAnswer = z
  .looseObject({ rev: wholeNumber })
  .describe('The program as JSON: its revision, and each of its parts as a list of entries')

export const revisionAnswer = z.strictObject({ rev: wholeNumber.describe('Revision of the program that runs now') })

export const modeAnswer = z.strictObject({ mode: wholeNumber, active: z.boolean() })

export const backupAnswer = z.strictObject({ file: z.string().describe('The backup file, a secret') })

export const firmwareAnswer = z.strictObject({ firmware: z.string() })

export const signedKey = z.strictObject({
  file: z.string().describe('The key file, a secret'),
  generation: wholeNumber,
  secretHash: z.string(),
}) satisfies z.ZodType<SignedKey>

export const joinAnswer = z.strictObject({
  trustUuid: uuid,
  name,
  manager: memberInfo,
  members: z.array(memberInfo),
})

export const takeOverAnswer = z.strictObject({ trustUuid: uuid, name, epoch: wholeNumber })

const position = z.strictObject({ epoch: wholeNumber, seq: wholeNumber })

const member = z.strictObject({
  serial,
  name,
  state: z.enum(['created', 'saved', 'invited', 'joined', 'finalized', 'removed']),
  online: z.boolean().exactOptional().describe('Where users of it are used here: whether it is heard'),
  group: name.exactOptional().describe('On the manager: what it is shown in (R60)'),
  position: position.exactOptional().describe('Last record of its feed that was applied here'),
})

export const trustStatusAnswer = z.array(
  z.strictObject({
    trustUuid: uuid,
    name,
    manager: serial,
    epoch: wholeNumber,
    role: z
      .enum(['manager', 'member', 'unsaved', 'evicted', 'left', 'dissolved'])
      .describe('`unsaved`: joined, but lost unless the program is saved; the last three: it is over for this unit'),
    ready: z.boolean().exactOptional().describe('On the manager: every member that joined is in its document'),
    keyGeneration: wholeNumber.exactOptional(),
    groups: z.array(name).exactOptional().describe('On the manager: what its members are shown in, in this order'),
    members: z.array(member).describe('In the order in which they are shown'),
  }),
) satisfies z.ZodType<TrustStatus[]>

const named = z.array(z.strictObject({ uuid, name }))

export const discovered = z.strictObject({ serial, users: named, groups: named }) satisfies z.ZodType<Discovered>

export const explanation = decisionSchema.pick({
  outcome: true,
  reason: true,
  user: true,
  groups: true,
  paths: true,
  trust: true,
})

export const permissions = z.array(
  z.strictObject({
    object: z.string(),
    name: z.string(),
    allowed: z
      .enum(['internal', 'external', 'both', 'physical', 'none'])
      .describe('Where, at the instant asked about; `none` where it is denied, at other times, or nowhere'),
    paths: decisionSchema.shape.paths,
  }),
)

export const history = z.array(
  z.strictObject({
    decision: z.string().describe('Id of the decision record'),
    atMs: instantMs,
    output: wholeNumber.describe('1–6, or −1 denied (§3.6.6)'),
    type: wholeNumber.describe('Entry type (§3.6.6)'),
    user: z.string().exactOptional().describe('With `@host` for a Trust user'),
    description: z.string().exactOptional(),
    reason: z.string(),
  }),
) satisfies z.ZodType<HistoryEntry[]>
