import { randomOf } from '../access/random.ts'

/** So many bits as there are users and doors, a word for 32 minutes each: what any audit by bitmaps must at least go through. */
export interface AuditFloor {
  /** Audits all pairs, one by one; answers how many minutes are open. */
  audit(): number
}

const SCHEDULES = 200
const ALLOWS_OF_PAIR = 3

/**
 * The bare work of an audit, with nothing of a product in it: each pair is the OR of up to three week maps, ANDed with the user's
 * window, less a deny now and then, and its minutes counted.
 */
export function auditFloor(users: number, doors: number, minutes: number): AuditFloor {
  const words = Math.ceil(minutes / 32)
  const random = randomOf(3)
  const schedules = Array.from({ length: SCHEDULES }, (_, number) => weekMap(words, number))
  const windows = Array.from({ length: users }, () => windowMap(words, random(words)))
  const pairs = Array.from({ length: users * doors }, () =>
    Array.from({ length: ALLOWS_OF_PAIR }, () => random(SCHEDULES)),
  )
  const denied = weekMap(words, SCHEDULES)
  return {
    audit() {
      let open = 0
      for (const [place, [first = 0, second = 0, third = 0]] of pairs.entries()) {
        const [a, b, c] = [schedules[first] ?? denied, schedules[second] ?? denied, schedules[third] ?? denied]
        const window = windows[Math.floor(place / doors)] ?? denied
        for (let word = 0; word < words; word++) {
          const allowed = ((a[word] ?? 0) | (b[word] ?? 0) | (c[word] ?? 0)) & (window[word] ?? 0)
          open += bitCount(allowed & ~(denied[word] ?? 0))
        }
      }
      return open
    },
  }
}

function weekMap(words: number, number: number): Int32Array {
  return Int32Array.from({ length: words }, (_, word) => ((word + number) % 45 < 12 + (number % 9) ? -1 : 0))
}

function windowMap(words: number, from: number): Int32Array {
  return Int32Array.from({ length: words }, (_, word) => (from % 5 === 0 && word < from ? 0 : -1))
}

/** Hacker's Delight, figure 5-2. */
function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555)
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
