import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { BELL_ACTIONS } from '../../../sim/domain/intercom/operate.ts'
import { didYouMean } from '../../../sim/domain/nearest.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import { intercomAnswer, intercomStatusAnswer } from '../../../sim/protocol/control/answers.ts'
import type { Estate } from '../../estate.ts'
import { intercomAddress, sitedName, siteNamed } from '../addresses.ts'
import { callerAt } from '../callers.ts'
import { rigCommand } from '../command.ts'
import { callerInput, nameInput, siteInput } from '../inputs.ts'
import { runningProgram } from '../plane.ts'
import { follows } from './present.ts'

const ANSWER_DEADLINE_MS = 10_000

const intercomInput = nameInput.describe('The block of an Intercom with its site: `home/Gate`')

export const ring = rigCommand({
  name: 'ring',
  summary: "Presses an Intercom's bell, and answers when its Miniserver has heard it",
  input: z.strictObject({ intercom: nameInput.describe('The device with its site: `home/gate`') }),
  output: z.strictObject({
    intercom: z.string(),
    answer: z.enum(['rang', 'unheard']).describe('`unheard`: without its Miniserver it plays "Error"'),
  }),
  run: async ({ estate }, { intercom }) => {
    const { site, device } = intercomAddress(estate.file, intercom)
    const causes = new Set([estate.command(site, device, () => ({ name: 'ring', data: {} }))])
    const told = await estate.next(
      (message) => follows(causes, message) && (message.channel === 'receipt' || isError(message)),
      ANSWER_DEADLINE_MS,
      `${site}/${device} does not answer its bell: has it power?`,
    )
    return { intercom: `${site}/${device}`, answer: told.channel === 'receipt' ? 'rang' : 'unheard' } as const
  },
})

function isError(message: BusMessage): boolean {
  return message.channel === 'state' && message.name === 'sound' && message.data.value === 'error'
}

export const intercomList = rigCommand({
  name: 'intercom-list',
  summary: 'Shows the Intercoms of a Miniserver and those of others used there: bells, calls, gates and open pictures',
  input: z.strictObject({ site: siteInput, caller: callerInput }),
  output: z.strictObject({ site: z.string(), intercoms: intercomStatusAnswer }),
  run: async ({ estate }, { site, caller }) => {
    const at = siteNamed(estate.file, site)
    const answer = await estate.control(at, callerAt(estate, at, caller), { type: 'intercom-status' })
    return { site: at, intercoms: intercomStatusAnswer.parse(answer) }
  },
})

export const intercomAct = rigCommand({
  name: 'intercom-act',
  summary: 'What a person does at an Intercom: answers, rejects, hangs up, mutes it, or wants its picture',
  input: z.strictObject({
    intercom: intercomInput,
    action: z.enum([...BELL_ACTIONS, 'open-stream']),
    caller: callerInput,
  }),
  output: z.strictObject({ site: z.string(), name: z.string(), stream: z.string().optional() }),
  run: async ({ estate }, { intercom, action, caller }) => {
    const { site, name, uuid } = await blockNamed(estate, intercom)
    const answer = await estate.control(site, callerAt(estate, site, caller), { type: 'intercom', uuid, action })
    return { site, name, ...intercomAnswer.parse(answer) }
  },
})

export const intercomCloseStream = rigCommand({
  name: 'intercom-close-stream',
  summary: 'Closes a picture that was opened',
  input: z.strictObject({ intercom: intercomInput, stream: nameInput, caller: callerInput }),
  output: z.strictObject({ site: z.string(), name: z.string() }),
  run: async ({ estate }, { intercom, stream, caller }) => {
    const { site, name, uuid } = await blockNamed(estate, intercom)
    await estate.control(site, callerAt(estate, site, caller), { type: 'close-stream', uuid, stream })
    return { site, name }
  },
})

async function blockNamed(estate: Estate, address: string) {
  const { site, name: text } = sitedName(estate.file, address)
  const { controls } = await runningProgram(estate, site)
  const blocks = [...controls.values()].filter(({ kind }) => kind === 'intercom' || kind === 'intercom-reference')
  const found = blocks.find(({ name }) => name.toLowerCase() === text.trim().toLowerCase())
  if (found !== undefined) return { site, name: found.name, uuid: found.uuid }
  const names = blocks.map(({ name }) => name)
  throw new RigError('NOT_FOUND', `there is no Intercom ${text} at ${site}.${didYouMean(text, names)}`)
}
