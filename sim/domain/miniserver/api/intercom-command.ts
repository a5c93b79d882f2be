import { bellOf, type IntercomBlock } from '../../intercom/bell.ts'
import { operateBell } from '../../intercom/operate.ts'
import { setAnswers, speakAnswer } from '../../intercom/speech.ts'
import type { IntercomControl, User } from '../../program/program.ts'
import type { Effect } from '../effect.ts'
import { type ApiContext, reply } from './context.ts'
import { securedDetails } from './secured-details.ts'

/**
 * A command to an Intercom (docs/miniserver-protocol.md §2.5): `answer`, after which it rings no more here; of the first generation
 * `securedDetails`, of IntercomV2 `mute/{0|1}`, `playTts/{number}` and `setAnswers/{texts}`. 500 for any other, and for what is the host's
 * own at the block of a member.
 */
export function intercomCommand(context: ApiContext, block: IntercomBlock, action: string, user: User): Effect[] {
  const [word = '', ...parts] = action.split('/')
  const command = COMMANDS[block.version][word.toLowerCase()]
  const effects = command?.({ context, block, user, value: parts.join('/') })
  return effects ?? [reply(context, 500, `${block.kind} cannot do that here`)]
}

interface Asked {
  readonly context: ApiContext
  readonly block: IntercomBlock
  readonly user: User
  /** What comes behind the word. */
  readonly value: string
}

/** What a command leads to; `undefined` where it cannot be done. */
type Command = (asked: Asked) => Effect[] | undefined

const answer: Command = ({ context, block, user, value }) => {
  if (value !== '') return undefined
  const isRinging = bellOf(context, block).ring !== undefined
  return [reply(context, 200, '1'), ...(isRinging ? operateBell(context, block, 'answer', user.uuid) : [])]
}

const MUTES: Readonly<Record<string, 'mute' | 'unmute'>> = { '1': 'mute', '0': 'unmute' }

const mute: Command = ({ context, block, user, value }) => {
  const action = MUTES[value]
  return action && [reply(context, 200, '1'), ...operateBell(context, block, action, user.uuid)]
}

/** Only at the unit that has it: the loudspeaker is at the door of that. */
const atHome =
  (command: (asked: Omit<Asked, 'block'> & { readonly block: IntercomControl }) => Effect[] | undefined): Command =>
  ({ block, ...asked }) =>
    block.kind === 'intercom' ? command({ block, ...asked }) : undefined

const playTts = atHome(({ context, block, value }) => {
  const isThere = context.state.devices.get(block.device) !== 'offline'
  const speech = isThere && /^\d{1,3}$/.test(value) ? speakAnswer(context, block, Number(value)) : undefined
  return speech && [reply(context, 200, '1'), speech]
})

const COMMANDS: Readonly<Record<1 | 2, Readonly<Record<string, Command>>>> = {
  1: { answer, secureddetails: atHome(({ context, block }) => securedDetails(context, block)) },
  2: {
    ...{ answer, mute, playtts: playTts },
    setanswers: atHome(({ context, block, value }) =>
      setAnswers(context, block, parsed(value), [reply(context, 200, '1')]),
    ),
  },
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
