import { z } from 'zod'
import { PATHS } from '../../domain/connectivity/route.ts'
import type { IntercomStatus } from '../../domain/intercom/status.ts'
import type { IntercommunicationStatus } from '../../domain/intercommunication/status.ts'
import type { HistoryEntry } from '../../domain/miniserver/block-state.ts'
import type { LogicStatus } from '../../domain/miniserver/logic/status.ts'
import type { SignedKey } from '../../domain/trust/key-file.ts'
import type { Discovered } from '../../domain/trust/message.ts'
import type { LinksStatus } from '../../domain/trust/peer-links.ts'
import type { TrustStatus } from '../../domain/trust/status.ts'
import type { Periphery } from '../../domain/trust-io/search.ts'
import type { IoStatus } from '../../domain/trust-io/status.ts'
import { decisionSchema } from '../bus/decision-schema.ts'
import { memberInfo } from './entries.ts'
import { instantMs, name, serial, uuid, wholeNumber } from './words.ts'

/** What a Miniserver's control API answers. */

const io = {
  uuid,
  name,
  direction: z.enum(['input', 'output']).describe('Of an input its unit says the value; to an output members write'),
  value: z.enum(['digital', 'analog', 'text']),
  description: z.string().exactOptional(),
}
const ioValue = z.union([z.number(), z.string()]).describe('1 or 0 of a digital one, a number, or a text')

const version = z.union([z.literal(1), z.literal(2)])

export const periphery = z.strictObject({
  ...{ serial, ios: z.array(z.strictObject(io)) },
  intercoms: z.array(z.strictObject({ uuid, name, version })),
}) satisfies z.ZodType<Periphery>

const standing = z.enum(['waiting', 'valid', 'FORBIDDEN', 'INVALID', 'CONNECTION_FAILED'])

export const ioStatusAnswer = z.array(
  z.strictObject({
    ...io,
    at: ioValue,
    reference: z
      .strictObject({
        host: serial.describe('The Miniserver that has it'),
        io: uuid,
        standing: standing.describe('Whether that lets this one use it, and is heard'),
      })
      .exactOptional()
      .describe('Of an input or output of another Miniserver that is used here'),
    setBy: serial.exactOptional().describe('Of an output: the member that set it last'),
  }),
) satisfies z.ZodType<IoStatus[]>

export const intercommunicationStatusAnswer = z.strictObject({
  id: z
    .string()
    .exactOptional()
    .describe('What the Miniserver calls itself; absent: it has no Network Intercommunication'),
  remotes: z.array(
    z.strictObject({
      id: z.string(),
      at: z.union([z.strictObject({ serial }), z.strictObject({ address: z.string() })]),
    }),
  ),
  values: z.array(
    z.strictObject({
      ...{ direction: z.enum(['input', 'output']), name: z.string(), value: io.value },
      ...{ remote: z.string(), packet: z.string(), at: ioValue },
    }),
  ),
  counts: z.strictObject({
    ...{ sent: wholeNumber, taken: wholeNumber, malformed: wholeNumber, stranger: wholeNumber },
    names: wholeNumber.describe('Packets that bring a name or something of a lamp, and no value'),
    ...{ 'not-for-us': wholeNumber, 'no-input': wholeNumber, 'wrong-type': wholeNumber },
    flood: wholeNumber.describe('Packets that nobody looked at: more than 1000 in one second'),
  }),
}) satisfies z.ZodType<IntercommunicationStatus>

export const logicStatusAnswer = z.array(
  z.strictObject({
    name: z.string(),
    kind: z.string().describe('Of the block of logic or control'),
    output: z.string().describe('`O` of a control is what it is at itself'),
    value: z.string().describe('`on`, `off`, a number, or a text in quotes'),
    because: z.array(z.string()).describe('What led to it, the nearest last'),
    causedBy: z.string().exactOptional().describe('The event that it began with'),
  }),
) satisfies z.ZodType<LogicStatus[]>

export const intercomStatusAnswer = z.array(
  z.strictObject({
    ...{ uuid, name, version, isRinging: z.boolean(), isMuted: z.boolean() },
    call: uuid.exactOptional().describe('User who answered, and has not hung up'),
    unanswered: z.array(z.string()).describe('Rings that nobody answered, YYYYMMDDHHMMSS'),
    host: serial.exactOptional().describe('The Miniserver that has it'),
    members: z
      .array(z.strictObject({ serial, isOpen: z.boolean(), streams: wholeNumber }))
      .exactOptional()
      .describe('Of an own one: the members with a bell output, and whether their gates are open'),
    streams: wholeNumber.exactOptional(),
  }),
) satisfies z.ZodType<IntercomStatus[]>

/** `stream` where one was opened. */
export const intercomAnswer = z.strictObject({ stream: z.string().exactOptional() })

export const ioSetAnswer = z.strictObject({
  at: ioValue,
  standing: standing
    .exclude(['valid'])
    .exactOptional()
    .describe('Of an output of another Miniserver: why nothing arrives there; absent where it does'),
})

export const programAnswer = z
  .looseObject({ rev: wholeNumber })
  .describe('The program as JSON: its revision, and each of its parts as a list of entries')

export const revisionAnswer = z.strictObject({ rev: wholeNumber.describe('Revision of the program that runs now') })

export const learnAnswer = z.strictObject({ reader: z.string(), task: z.enum(['learn', 'format', 'stop']) })

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
  path: z.enum(PATHS).exactOptional().describe('By which it is reached, once something was sent there'),
})

const latencyMs = z.number().min(0)

export const linksAnswer = z.strictObject({
  mostInFlight: wholeNumber.describe('Messages that were on their way at once, since it has power'),
  mostWaiting: wholeNumber.describe('Messages that waited for their turn at once, since it has power'),
  peers: z.array(
    z.strictObject({
      ...{ serial, name },
      path: z.enum(PATHS).exactOptional().describe('By which it is reached'),
      reason: z.string().exactOptional().describe('Why it is reached by none'),
      passedOver: z.string().exactOptional().describe('Why it is not reached by a faster one'),
      answered: wholeNumber.describe('Requests that were answered, since it has power'),
      failed: wholeNumber.describe('Requests that were not delivered, or not answered'),
      p50Ms: latencyMs.exactOptional().describe('From a request to its answer, of the last hundred'),
      p95Ms: latencyMs.exactOptional(),
      maxMs: latencyMs.exactOptional(),
    }),
  ),
}) satisfies z.ZodType<LinksStatus>

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
    extMedium: z.string().exactOptional().describe('Of types 10 and 11: what was presented, where its holder is known'),
    extAuthority: z.string().exactOptional().describe('Of types 10 and 11: the reader that knew it'),
    reason: z.string(),
  }),
) satisfies z.ZodType<HistoryEntry[]>
