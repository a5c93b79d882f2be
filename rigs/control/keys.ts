import { RigError } from '../../sim/domain/errors.ts'
import { KEYS, type Key } from '../../sim/domain/keypad/keypad.ts'

/** Keys that somebody presses before the keypad answers: digits, then a tick or the bell, or neither. */
export interface Entry {
  readonly keys: readonly Key[]
  readonly end: 'tick' | 'bell' | 'digits'
}

const KEYS_MAX = 64
const EXAMPLE = 'write digits, tick and bell: 1234 tick, 12 bell'

/** Keys as people write them: `1234 tick`, `12 bell`, `3 tick 4711 tick`. Throws USAGE. */
export function entriesOf(text: string): Entry[] {
  const keys = text.trim().toLowerCase().split(/\s+/).flatMap(keysOfWord)
  if (keys.length > KEYS_MAX) throw new RigError('USAGE', `at most ${KEYS_MAX} keys are pressed at once`)
  const entries: Entry[] = []
  let open: Key[] = []
  for (const key of keys) {
    open.push(key)
    if (key !== 'tick' && key !== 'bell') continue
    entries.push({ keys: open, end: key })
    open = []
  }
  return open.length === 0 ? entries : [...entries, { keys: open, end: 'digits' }]
}

/**
 * The same as it may be shown: digits may be a code, but for one alone, which selects an output, and those before the bell, which
 * show at Bsel.
 */
export function shownKeys(text: string): string {
  return text.replaceAll(/\d{2,}(?!\d|\s+bell\b)/gi, (digits) => '•'.repeat(digits.length))
}

function keysOfWord(word: string): Key[] {
  const keys = /^\d+$/.test(word) ? [...word] : [word]
  if (keys.every(isKey)) return keys
  // With a digit in it, it may be a code with a slip.
  const shown = /^\p{L}{1,20}$/u.test(word) ? `there is no key "${word}"` : 'there is no such key'
  throw new RigError('USAGE', `${shown}; ${EXAMPLE}`)
}

function isKey(word: string): word is Key {
  return (KEYS as readonly string[]).includes(word)
}
