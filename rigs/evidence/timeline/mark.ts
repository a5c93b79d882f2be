import type { DecisionRecord } from '../../../sim/domain/miniserver/decision-record.ts'
import type { ShownMessage } from '../trace.ts'

export type Tone = 'good' | 'bad' | 'plain' | 'quiet'

/** What of a message is drawn, and said. */
export interface Face {
  readonly glyph: 'person' | 'read' | 'decision' | 'on' | 'off' | 'feedback' | 'restart' | 'up' | 'info'
  readonly tone: Tone
  /** The row: a device, or a site for what its Miniserver does. */
  readonly row: string
  /** A sentence, for the chain of causes. */
  readonly sentence: string
  /** Of what a real reader read. */
  readonly latencyMs?: number
}

/** Names of outputs by `home/front-door/o1`. */
export type OutputNames = ReadonlyMap<string, string>

/**
 * How a message shows in the timeline; `undefined` for what is of no interest to who looks at doors.
 *
 * @param latencyMs of what a real reader read: how long it took from its driver to the bus
 */
export function faceOf(message: ShownMessage, outputs: OutputNames, latencyMs?: number): Face | undefined {
  const face = FACES[message.channel]?.(message, `${message.site}/${message.device}`, outputs)
  if (face === undefined || latencyMs === undefined) return face
  return { ...face, latencyMs, sentence: `${face.sentence} It took ${latencyMs} ms from the driver to the bus.` }
}

export function outputNamesOf(messages: readonly ShownMessage[]): OutputNames {
  const decisions = messages.filter(({ channel }) => channel === 'decision').map(({ data }) => data as DecisionRecord)
  return new Map(
    decisions.flatMap(({ site, reader, effects }) =>
      effects.flatMap((effect) =>
        effect.type === 'pulse' ? [[`${site}/${reader}/${effect.output.toLowerCase()}`, effect.name] as const] : [],
      ),
    ),
  )
}

type FaceOf = (message: ShownMessage, device: string, outputs: OutputNames) => Face | undefined

const PEOPLE: Readonly<Record<string, string>> = {
  tap: 'Somebody holds a tag to the keypad.',
  touch: 'Somebody touches the reader with an iButton.',
  present: 'A real reader reads a credential.',
  remove: 'The credential is taken away again.',
  key: 'Somebody presses keys of the keypad.',
  'battery-low': 'The battery of the device is nearly empty.',
  tamper: 'Somebody tampers with the device.',
  unplug: 'Somebody pulls the plug of the device.',
  plug: 'The device is plugged in again.',
  lock: 'The Miniserver tells the keypad whether its keys are dead.',
  light: 'The Miniserver tells the keypad what its status LED shows.',
}

const EVENTS: Readonly<Record<string, string>> = {
  'tag-presented': 'The keypad has read a tag and tells its Miniserver.',
  'code-entered': 'Digits were typed at the keypad, which tells its Miniserver.',
  'bell-pressed': 'The bell of the keypad was pressed, which tells its Miniserver.',
  'battery-low': 'The device tells that its battery is nearly empty.',
  tampered: 'The device tells that somebody tampers with it.',
  'ibutton-arrived': 'The reader has read an iButton and tells its Miniserver.',
  'ibutton-departed': 'The iButton has left the reader.',
  'external-presented': 'The reader knows an external ID and tells its Miniserver.',
  unsupported: 'The device was told something that it cannot do.',
}

function toldSentence(name: string, data: unknown): string {
  const isSimulated = name === 'present' && (data as { source?: unknown }).source === 'simulated'
  if (isSimulated) return 'Somebody presents an external ID to the reader.'
  return PEOPLE[name] ?? `The device is told: ${name}.`
}

const FACES: Readonly<Partial<Record<ShownMessage['channel'], FaceOf>>> = {
  command: ({ name = '', data }, row) => {
    if (name !== 'feedback') return { glyph: 'person', tone: 'plain', row, sentence: toldSentence(name, data) }
    const { signal } = data as { signal: string }
    const { colour, tone } = SIGNALS[signal] ?? DENIED
    return { glyph: 'feedback', tone, row, sentence: `The keypad shows ${colour}.` }
  },
  event: ({ name = '' }, row) => ({
    glyph: 'read',
    tone: 'plain',
    row,
    sentence: EVENTS[name] ?? `It tells: ${name}.`,
  }),
  decision: ({ site, data }) => {
    const { outcome, block = 'a reader without block' } = data as DecisionRecord
    return {
      glyph: 'decision',
      tone: toneOf(outcome),
      row: site,
      sentence: `The Miniserver decides at ${block}: ${outcome}.`,
    }
  },
  state: ({ name = '', data, causedBy }, row, outputs) => {
    const { value } = data as { value: unknown }
    if (UNDRAWN.has(name) || (causedBy === undefined && value !== false)) return undefined
    const output = outputs.get(`${row}/${name}`) ?? name
    if (typeof value !== 'boolean') return { glyph: 'info', tone: 'plain', row, sentence: `${output} is ${value}.` }
    return {
      glyph: value ? 'on' : 'off',
      tone: 'good',
      row,
      sentence: `${output} is switched ${value ? 'on' : 'off'}.`,
    }
  },
  $state: ({ device, site, data }) => {
    const isMiniserver = device === 'miniserver'
    const row = isMiniserver ? site : `${site}/${device}`
    if (isMiniserver && data === 'init')
      return { glyph: 'restart', tone: 'quiet', row, sentence: 'It restarts with its new program.' }
    if (data === 'ready') return { glyph: 'up', tone: 'quiet', row, sentence: 'It is up.' }
    return { glyph: 'info', tone: 'bad', row, sentence: `It is ${data}.` }
  },
  notice: ({ site, name = '', data }) => ({
    glyph: 'info',
    tone: 'quiet',
    row: site,
    sentence: name === 'io-changed' ? changeOf(data) : `The Miniserver notes: ${name}.`,
  }),
}

/** What an input or output of a Trust is at from then on. */
function changeOf(data: unknown): string {
  const { io, at } = data as { readonly io: string; readonly at: number | string }
  return `${io} is at ${at === '' ? 'no text' : at}.`
}

/** What a keypad's LEDs show of what follows is drawn as feedback; texts of blocks repeat the decision. */
const UNDRAWN: ReadonlySet<string> = new Set([
  'led',
  'sound',
  'as',
  'ad',
  'cla',
  'ula',
  'nlo',
  'tla',
  'nco',
  'unla',
  'uidla',
])

interface Signal {
  readonly colour: string
  readonly tone: Tone
}

const DENIED: Signal = { colour: 'red', tone: 'bad' }
const SIGNALS: Readonly<Record<string, Signal>> = {
  granted: { colour: 'green', tone: 'good' },
  denied: DENIED,
  locked: DENIED,
  rung: { colour: 'green', tone: 'good' },
  awaiting: { colour: 'white', tone: 'plain' },
}

function toneOf(outcome: string): Tone {
  return outcome === 'granted' ? 'good' : 'bad'
}
