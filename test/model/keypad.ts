/**
 * A keypad and its block, written from docs/behaviour.md §3.6.3 and §3.6.4 and nothing else: what keys and tags come to. It knows of no
 * bus, no Miniserver and no time but the one it is told.
 */
export interface KeypadModel {
  readonly settings: { readonly additional: boolean; readonly confirms: boolean }
  /** Codes and tags that open. */
  readonly known: ReadonlySet<string>
  buffer: string
  firstMs: number
  lastMs: number
  pending: { readonly output: number; readonly sinceMs: number } | undefined
  failures: number
  lockedSinceMs: number | undefined
}

export type Told = 'denied' | `opens ${number}` | `selects ${number}` | `rings ${number}`

const TD_MS = 5_000
const LOCK_MS = 120_000

export function newKeypad(settings: KeypadModel['settings'], known: Iterable<string>): KeypadModel {
  const clean = { buffer: '', firstMs: 0, lastMs: 0, pending: undefined, failures: 0, lockedSinceMs: undefined }
  return { settings, known: new Set(known), ...clean }
}

/** Time goes on until `nowMs`: digits that waited for Td are submitted, and a lock ends. */
export function wait(keypad: KeypadModel, nowMs: number): Told[] {
  const told = keypad.buffer !== '' && nowMs - keypad.lastMs >= TD_MS ? submit(keypad, keypad.lastMs + TD_MS) : []
  if (keypad.lockedSinceMs !== undefined && nowMs - keypad.lockedSinceMs >= LOCK_MS) keypad.lockedSinceMs = undefined
  return told
}

export function press(keypad: KeypadModel, key: string, nowMs: number): Told[] {
  if (keypad.lockedSinceMs !== undefined) return []
  if (key === 'tick') return submit(keypad, nowMs)
  if (key === 'bell') {
    const { buffer } = keypad
    keypad.buffer = ''
    return [`rings ${buffer === '' || buffer.length > 4 ? -1 : Number(buffer)}`]
  }
  if (keypad.buffer === '') keypad.firstMs = nowMs
  keypad.buffer += key
  keypad.lastMs = nowMs
  return []
}

export function hold(keypad: KeypadModel, tag: string, nowMs: number): Told[] {
  const { buffer, settings } = keypad
  const before = preselection(keypad, buffer === '' ? nowMs : keypad.firstMs)
  keypad.buffer = ''
  const prefix = before ?? (settings.confirms && buffer !== '' ? Number(buffer) : undefined)
  const isOutput = prefix === undefined || (prefix >= 1 && prefix <= (settings.additional ? 9_999 : 6))
  return isOutput ? authenticate(keypad, tag, prefix, nowMs) : fail(keypad, nowMs)
}

/** The line of the grammar that is called submit(x). */
function submit(keypad: KeypadModel, nowMs: number): Told[] {
  const digits = keypad.buffer
  const before = preselection(keypad, digits === '' ? nowMs : keypad.firstMs)
  keypad.buffer = ''
  const x = Number(digits)
  const isOneToSix = digits.length === 1 && x >= 1 && x <= 6
  const isAdditional = keypad.settings.additional && before === undefined && digits !== '' && x >= 1 && x <= 9_999
  if (isOneToSix || isAdditional) {
    keypad.pending = { output: x, sinceMs: nowMs }
    return [`selects ${x}`]
  }
  if (digits.length < 2 || digits.length > 8) return fail(keypad, nowMs)
  if (keypad.settings.additional && before === undefined) return fail(keypad, nowMs)
  return authenticate(keypad, digits, before, nowMs)
}

/** A pending preselection is used once, by what begins within Td. */
function preselection(keypad: KeypadModel, begunMs: number): number | undefined {
  const { pending } = keypad
  keypad.pending = undefined
  return pending !== undefined && begunMs - pending.sinceMs < TD_MS ? pending.output : undefined
}

function authenticate(keypad: KeypadModel, what: string, output: number | undefined, nowMs: number): Told[] {
  if (!keypad.known.has(what)) return fail(keypad, nowMs)
  keypad.failures = 0
  keypad.lockedSinceMs = undefined
  return [`opens ${output ?? 1}`]
}

function fail(keypad: KeypadModel, nowMs: number): Told[] {
  if (keypad.lockedSinceMs !== undefined) return ['denied']
  keypad.failures += 1
  if (keypad.failures === 15) {
    keypad.failures = 0
    keypad.lockedSinceMs = nowMs
  }
  return ['denied']
}
