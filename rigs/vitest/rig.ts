import { readerAddress } from '../control/addresses.ts'
import { LATER_WORDS, REFUSED_WORDS } from '../scenario/other-words.ts'
import { STEP_WORDS } from '../scenario/steps/index.ts'
import { placeInTest, StepFailed, sentenceOf } from './failure.ts'
import type { Actions } from './language.ts'
import type { Play } from './play.ts'

/** The rig of one test: what people and the world do in it, and what is looked at by `expect()`. */
export interface TestRig extends Actions {
  /** A keypad, iButton reader or external reader, `home/front-door`, for `expect()`. Throws RigError NOT_FOUND with the nearest names. */
  reader(address: string): DoorReader
}

/** A reader to look at: `expect(rig.reader('home/front-door')).toOpen()`. */
export class DoorReader {
  readonly address: string
  readonly #play: Play

  constructor(play: Play, address: string) {
    const { site, reader } = readerAddress(play.options.scenario.rig, address)
    this.address = `${site}/${reader}`
    this.#play = play
  }

  /** Where it takes part; of what is no reader, nothing. */
  static playOf(actual: unknown): Play | undefined {
    return actual instanceof DoorReader ? actual.#play : undefined
  }
}

const PLAYS = new WeakMap<object, Play>()

/** Where a rig takes part; of what is no rig, nothing. */
export function playOf(actual: unknown): Play | undefined {
  return typeof actual === 'object' && actual !== null ? PLAYS.get(actual) : undefined
}

export function testRig(play: Play): TestRig {
  const actions = Object.fromEntries(METHODS.map((word) => [camelCase(word), actionOf(play, word)]))
  const rig = { ...(actions as unknown as Actions), reader: (address: string) => new DoorReader(play, address) }
  PLAYS.set(rig, play)
  return rig
}

/** Words that are not built, or never will be, are there for who writes JavaScript, and say so. */
const METHODS: readonly string[] = [
  ...STEP_WORDS.filter(({ kind }) => kind !== 'expectation').map(({ word }) => word),
  ...LATER_WORDS,
  ...Object.keys(REFUSED_WORDS),
]

type Action = (subject: unknown, more?: Readonly<Record<string, unknown>>) => Promise<void>

function actionOf(play: Play, word: string): Action {
  return async (subject, more = {}) => {
    const place = placeInTest(play.options.scenario.path)
    const { unmet, outcome, answer } = await play.take({ [word]: subject, ...more }, place)
    if (unmet === undefined) return
    if (outcome === 'absent') play.options.skip(`unverified: ${sentenceOf(unmet)}`)
    throw new StepFailed(sentenceOf(unmet), answer)
  }
}

/** `set-clock` as `setClock`. */
function camelCase(word: string): string {
  return word.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
