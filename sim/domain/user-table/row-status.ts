import type { UserStatus } from '../program/program.ts'
import { quoted } from './finding.ts'
import { instantOf } from './local-time.ts'
import type { RowDraft } from './row-draft.ts'

type State = UserStatus['state']

/** Which ends of the window a state has (§3.5). */
const ENDS: { readonly [Name in State]: { readonly from: boolean; readonly until: boolean } } = {
  enabled: { from: false, until: false },
  disabled: { from: false, until: false },
  'enabled-from': { from: true, until: false },
  'enabled-until': { from: false, until: true },
  timespan: { from: true, until: true },
}

/**
 * The status that the four cells of a row come to; `undefined` where all are empty. `enabled` beside a window is enabled for so long;
 * `disabled` beside one, or a cell with two, would need what no user has (DIFF-3).
 */
export function readStatus(row: RowDraft): UserStatus | undefined {
  const written = row.text('state')
  const [from, until] = [row.text('validFrom'), row.text('validUntil')]
  const expiry = row.text('onExpiry')
  if (from === undefined && until === undefined && expiry === undefined) {
    if (written === undefined) return undefined
    if (written === 'enabled') return ENABLED
  }
  const validFromMs = readTime(row, 'validFrom', from)
  const validUntilMs = readTime(row, 'validUntil', until)
  const onExpiry = readExpiry(row, expiry)
  if (expiry !== undefined && until === undefined) {
    row.refuse('STATUS_WINDOW', 'Nothing expires: say until when the user is enabled.', 'onExpiry')
  }
  const state = stateOf(row, written, { from: from !== undefined, until: until !== undefined })
  if (state === undefined) return undefined
  if (validFromMs !== undefined && validUntilMs !== undefined && validFromMs >= validUntilMs) {
    row.refuse('WINDOW_EMPTY', 'The period ends before it begins.', 'validUntil')
  }
  return {
    state,
    ...(validFromMs !== undefined && { validFromMs }),
    ...(validUntilMs !== undefined && { validUntilMs }),
    ...(onExpiry !== undefined && { onExpiry }),
  }
}

/** What most rows share. */
const ENABLED: UserStatus = { state: 'enabled' }

function stateOf(
  row: RowDraft,
  written = 'enabled',
  given: { readonly from: boolean; readonly until: boolean },
): State | undefined {
  if (!isState(written)) {
    row.refuse('STATUS_UNKNOWN', `${quoted(written)} is no status: ${Object.keys(ENDS).join(', ')}.`, 'state')
    return undefined
  }
  if (written === 'enabled') {
    if (!given.from) return given.until ? 'enabled-until' : 'enabled'
    return given.until ? 'timespan' : 'enabled-from'
  }
  const { from, until } = ENDS[written]
  if (from === given.from && until === given.until) return written
  const sentence =
    written === 'disabled'
      ? 'A user cannot be disabled for a period; leave the period out, or say when the user is enabled.'
      : `Status "${written}" needs ${needs(from, until)} and nothing else.`
  row.refuse('STATUS_WINDOW', sentence, 'state')
  return undefined
}

function needs(from: boolean, until: boolean): string {
  return [...(from ? ['when it begins'] : []), ...(until ? ['when it ends'] : [])].join(' and ')
}

function isState(text: string): text is State {
  return Object.hasOwn(ENDS, text)
}

function readTime(row: RowDraft, field: 'validFrom' | 'validUntil', text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/[|;]/.test(text)) {
    row.refuse('STATUS_WINDOW', 'A user has one period only.', field)
    return undefined
  }
  const time = instantOf(text, row.around.options.zone)
  if (time.atMs === undefined) {
    if (time.fault === 'gap') row.refuse('TIME_GAP', `No clock shows ${quoted(text)}: it is put forward then.`, field)
    else {
      const examples = '2026-10-25T02:30 or 25.10.2026 02:30'
      row.refuse('TIME_UNKNOWN', `${quoted(text)} is no time; write one such as ${examples}.`, field)
    }
    return undefined
  }
  if (time.isTwice) row.warn('TIME_TWICE', `The clock shows ${quoted(text)} twice; the first is taken.`, field)
  return time.atMs
}

function readExpiry(row: RowDraft, text: string | undefined): UserStatus['onExpiry'] {
  if (text === undefined || text === 'deactivate' || text === 'delete') return text
  row.refuse('EXPIRY_UNKNOWN', `${quoted(text)} is no expiration action: deactivate or delete.`, 'onExpiry')
  return undefined
}
