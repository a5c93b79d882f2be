import type { Credential } from '../../access/credential.ts'
import type { AuthenticationNfcCodeTouch } from '../../program/program.ts'

/** What a block takes by its parameter Au (§3.6.2). */
export interface Means {
  readonly kinds: ReadonlySet<Credential['kind']>
  /** Code and tag, both. */
  readonly isTwoFactor: boolean
}

/** Parameter Au as it counts: what is none behaves as 1 (C51), and so does 0 on a battery Air Gen. 1 (P-223). */
export function authenticationOf({ authentication, keypad }: AuthenticationNfcCodeTouch): number {
  if (MEANS[authentication] === undefined) return CODE_OR_NFC
  const isPlain = keypad?.variant === 'air' && keypad.power === 'battery' && keypad.generation === 1
  return authentication === TWO_FACTOR && isPlain ? CODE_OR_NFC : authentication
}

export function meansOf(block: AuthenticationNfcCodeTouch): Means {
  return MEANS[authenticationOf(block)] ?? ANY
}

const TWO_FACTOR = 0
const CODE_OR_NFC = 1
const ANY: Means = { kinds: new Set(['code', 'tag']), isTwoFactor: false }
const TAG: Means = { kinds: new Set(['tag']), isTwoFactor: false }

/** By Au. What is asked of a charging station over OCPP is out of scope. */
const MEANS: Readonly<Record<number, Means>> = {
  [TWO_FACTOR]: { ...ANY, isTwoFactor: true },
  [CODE_OR_NFC]: ANY,
  2: TAG,
  3: { kinds: new Set(['code']), isTwoFactor: false },
  4: TAG,
}
