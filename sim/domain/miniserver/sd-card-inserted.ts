import { copyProgram } from '../program/empty.ts'
import { FACTORY_ADMIN } from '../program/factory.ts'
import { hashPassword, passwordSalt } from '../program/password.ts'
import { passwordScore } from '../program/password-score.ts'
import { resetAdmin } from '../program/reset-admin.ts'
import { objectUuid } from '../program/uuid.ts'
import { type SdCard, sdCardOf } from '../sd-card.ts'
import { inOneBatch } from '../trust/apply.ts'
import { replaceProgram } from './change-program.ts'
import type { Effect } from './effect.ts'
import type { Input } from './input.ts'
import type { Moment } from './moment.ts'
import type { MiniserverState } from './state.ts'

/** What Loxone Config and the firmware on the card must at least be of (§3.9). */
const VERSION_MIN = 12

/**
 * Somebody who stands before the unit switched it off, put a card with a new password for `admin` in, and switched it on (§3.9):
 * the only way to reset it, and none of the network's. Everybody is told by the notice `admin-reset`, and the unit restarts. A card
 * that is too old, or empty, is told of as `sd-card-refused` and changes nothing.
 */
export function sdCardInserted(
  state: MiniserverState,
  input: Input & { type: 'sd-card-inserted' },
  { at, env }: Moment,
): Effect[] {
  const { message: causedBy } = input
  if (state.receipts.has(causedBy)) return []
  const card = sdCardOf(causedBy, env.open('miniserver', input.sealed))
  const refusal = card === undefined ? UNREADABLE : refusalOf(card)
  if (card === undefined || refusal !== undefined) {
    return [{ type: 'notice', name: 'sd-card-refused', data: { ...refusal }, causedBy }]
  }
  // Brokers may say a thing twice, also to a unit that was off meanwhile; a password set since then would be undone.
  state.receipts.set(causedBy, at.monotonicMs)
  const program = copyProgram(state.program)
  const salt = passwordSalt(env.random(16))
  const password = {
    ...hashPassword(env.hash, 'SHA256', card.password, salt),
    score: passwordScore(card.password),
  }
  const { admin, isNew } = resetAdmin(program, password, () =>
    objectUuid(env.hash, state.identity.serial, 'user', FACTORY_ADMIN, env.random(16)),
  )
  const data = { user: admin.name, uuid: admin.uuid, created: isNew }
  const told: Effect = { type: 'notice', name: 'admin-reset', data, causedBy }
  const receipt = { key: `receipt/${causedBy}`, value: at.wallMs }
  return inOneBatch(
    [receipt],
    replaceProgram({ state, at, env }, program, () => [told], [{ type: 'restart' }]),
  )
}

interface Refusal {
  readonly code: 'FRAME_MALFORMED' | 'FIRMWARE_TOO_OLD' | 'CONFIG_TOO_OLD' | 'INVALID'
  readonly message: string
}

const UNREADABLE: Refusal = {
  code: 'FRAME_MALFORMED',
  message: 'the card is none that was written for this Miniserver',
}

function refusalOf({ password, config, firmware }: SdCard): Refusal | undefined {
  if (password === '') return { code: 'INVALID', message: 'the card has no password on it' }
  if (majorOf(firmware) < VERSION_MIN) {
    return { code: 'FIRMWARE_TOO_OLD', message: `the firmware on the card is ${firmware}; it must be ${VERSION_MIN}` }
  }
  if (majorOf(config) < VERSION_MIN) {
    return { code: 'CONFIG_TOO_OLD', message: `Loxone Config ${config} cannot reset it; it must be ${VERSION_MIN}` }
  }
  return undefined
}

/** 0 where it is no version, which is too old for everything. */
function majorOf(version: string): number {
  const major = Number.parseInt(version, 10)
  return Number.isNaN(major) ? 0 : major
}
