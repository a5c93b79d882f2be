import type { Control, TrustedIo, TrustedIoReference } from '../program/program.ts'

/** What an input or output is at: digital 1 or 0, analog any finite number, text. */
export type IoValue = number | string

/** An input or output of a Trust: this unit's own, or another's as it is used here. */
export type Io = TrustedIo | TrustedIoReference

/** Inputs and outputs of one Miniserver that another one uses; it refers to no more [P] (P-187). */
export const IOS_MAX = 10_000

/** Characters of a text; longer ones are cut [P] (P-210). */
export const TEXT_MAX = 1_000

export function isIo(control: Control | undefined): control is Io {
  return control?.kind === 'trusted-io' || control?.kind === 'trusted-io-reference'
}

/** Whether people and logic of this unit say what it is at: its own inputs, and outputs of others. The rest is only seen here. */
export function isSettable({ kind, direction }: Pick<Io, 'kind' | 'direction'>): boolean {
  return direction === (kind === 'trusted-io' ? 'input' : 'output')
}

/** What it is at before anybody said otherwise. */
export function restingValue({ value }: Pick<Io, 'value'>): IoValue {
  return value === 'text' ? '' : 0
}

/** A value as one of this kind carries it: of an analog one a digital makes on and off. `undefined` where it cannot. */
export function fittingValue({ value: carries }: Pick<Io, 'value'>, value: IoValue): IoValue | undefined {
  if (carries === 'text') return typeof value === 'string' ? value.slice(0, TEXT_MAX) : undefined
  if (typeof value === 'string' || !Number.isFinite(value)) return undefined
  // No -0: it would be another value than 0 on the way and the same when compared.
  return carries === 'digital' ? Number(value !== 0) : value + 0
}

/** What somebody types as the value of an input or output; `undefined` where it cannot be at that. */
export function readValue(io: Pick<Io, 'value'>, text: string): IoValue | undefined {
  if (io.value === 'text') return fittingValue(io, text)
  const word = io.value === 'digital' ? WORDS[text.toLowerCase()] : undefined
  return text.trim() === '' ? undefined : fittingValue(io, word ?? Number(text))
}

const WORDS: Readonly<Record<string, number>> = { on: 1, off: 0 }
