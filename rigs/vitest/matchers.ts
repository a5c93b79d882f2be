import { RigError } from '../../sim/domain/errors.ts'
import { STEP_WORDS } from '../scenario/steps/index.ts'
import { placeInTest, sentenceOf } from './failure.ts'
import type { DenialReason, Opening, Pulsing, Timing, WrittenSought } from './language.ts'
import type { Play } from './play.ts'
import { DoorReader, playOf, type TestRig } from './rig.ts'

/** What loxrig adds to vitest's `expect()`. All are to be awaited; after `.not` each needs `for`. */
export interface RigMatchers<Actual> {
  /** The door opens: since the last action somebody was let in at the reader, or is in time; this user, by this path … */
  toOpen: Of<Actual, DoorReader, (which?: Opening) => Promise<void>>
  /** The door stays shut: since the last action somebody was denied at the reader, or is in time, and this is why. */
  toBeDeniedBecause: Of<Actual, DoorReader, (reason: DenialReason, which?: Opening) => Promise<void>>
  /** An output of the reader's block is switched on for a while: `Front Strike`, `O1`, `P`. */
  toPulse: Of<Actual, DoorReader, (output: string, which?: Pulsing) => Promise<void>>
  /** Somebody rings at the keypad: the output Bell of its block. */
  toRing: Of<Actual, DoorReader, (which?: Timing) => Promise<void>>
  /** Whatever can stand behind `expect` in a scenario file. */
  toShow: Of<Actual, TestRig, (sought: WrittenSought, timing?: Timing) => Promise<void>>
}

/** Matchers of a reader are none of anything else. */
type Of<Actual, Subject, Matcher> = [Actual] extends [Subject] ? Matcher : never

/** What vitest calls a matcher with: `isNot` is there after `.not` only. */
interface Context {
  readonly isNot?: boolean
}

interface Looked {
  readonly pass: boolean
  readonly message: () => string
}

export const RIG_MATCHERS = {
  toOpen(this: Context, actual: unknown, which: Opening = {}): Promise<Looked> {
    return lookAt(this, { actual, name: 'toOpen', sought: { decision: 'granted' }, which })
  },
  toBeDeniedBecause(this: Context, actual: unknown, reason: DenialReason, which: Opening = {}): Promise<Looked> {
    return lookAt(this, { actual, name: 'toBeDeniedBecause', sought: { decision: 'denied', reason }, which })
  },
  toPulse(this: Context, actual: unknown, output: string, which: Pulsing = {}): Promise<Looked> {
    return lookAt(this, { actual, name: 'toPulse', sought: { pulse: output }, which })
  },
  toRing(this: Context, actual: unknown, which: Timing = {}): Promise<Looked> {
    return lookAt(this, { actual, name: 'toRing', sought: { pulse: 'Bell' }, which: { ...which } })
  },
  toShow(this: Context, actual: unknown, sought: WrittenSought, timing: Timing = {}): Promise<Looked> {
    const play = playOf(actual)
    if (play === undefined) throw new TypeError('toShow() looks at a rig: expect(rig).toShow(…)')
    return look(play, { isNot: this.isNot === true, name: 'toShow', sought, timing })
  },
}

type Written = Readonly<Record<string, unknown>>

interface Wanted {
  readonly actual: unknown
  readonly name: string
  readonly sought: Written
  /** More of what is sought, and how long. */
  readonly which: Written
}

function lookAt({ isNot = false }: Context, { actual, name, sought, which }: Wanted): Promise<Looked> {
  const play = DoorReader.playOf(actual)
  if (!(actual instanceof DoorReader) || play === undefined)
    throw new TypeError(`${name}() looks at a reader: expect(rig.reader('home/front-door')).${name}(…)`)
  const isTiming = ([key]: [string, unknown]): boolean => TIMING.has(key)
  const entries = Object.entries(which)
  const timing = Object.fromEntries(entries.filter(isTiming))
  const more = Object.fromEntries(entries.filter((entry) => !isTiming(entry)))
  return look(play, { isNot, name, sought: { ...sought, reader: actual.address, ...more }, timing })
}

/** What stands beside `expect` and `never` in a step. */
const TIMING: ReadonlySet<string> = new Set(
  STEP_WORDS.filter(({ kind }) => kind === 'expectation').flatMap(({ word, schema }) =>
    Object.keys(schema.shape).filter((key) => key !== word),
  ),
)

interface Looking {
  readonly isNot: boolean
  readonly name: string
  readonly sought: Written
  readonly timing: Written
}

async function look(play: Play, { isNot, name, sought, timing }: Looking): Promise<Looked> {
  const place = placeInTest(play.options.scenario.path)
  if (isNot !== (timing.for !== undefined)) throw new RigError('USAGE', DURATION[isNot ? 'absent' : 'present'](name))
  const { unmet } = await play.take({ [isNot ? 'never' : 'expect']: sought, ...timing }, place)
  const isMet = unmet === undefined
  return { pass: isMet !== isNot, message: () => (isMet ? '' : sentenceOf(unmet)) }
}

const DURATION = {
  absent: (name: string) => `.not.${name}() says how long: { for: '5s' }; so much time passes.`,
  present: (name: string) => `${name}() waits with within; for is how long something does not happen, after .not.`,
}
