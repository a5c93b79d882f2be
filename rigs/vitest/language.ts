import type { z } from 'zod'
import type { decision } from '../scenario/expectations/decision.ts'
import type { pulse } from '../scenario/expectations/pulse.ts'
import type { TypedWord } from '../scenario/steps/index.ts'

/**
 * The words of scenario files as methods: `{ set-clock: "08:00", site: home }` is `setClock('08:00', { site: 'home' })`. The value
 * of the word comes first, the other keys follow. All types are those of the words' own schemas.
 */
export type Actions = {
  readonly [Name in Exclude<Names, Expected> as Camel<Name>]: Method<Written<Name>, Name>
}

/** What a step may be told beside its own keys. */
export interface Refusable {
  /** The step must fail, with this code; of an App's steps also the number that the public API answers. */
  readonly refused?: string | number
}

/**
 * How long something is waited for, or, after `.not`, how long it does not happen: `for` is needed there, and so much time
 * passes. Both are in the time of the rig.
 */
export type Timing = (Rest<'expect'> & { for?: never }) | (Rest<'never'> & { within?: never })

/** All that can be expected, as behind `expect` in a scenario file. */
export type { WrittenSought } from '../scenario/expectations/index.ts'

/** Of which decision that opened the door: by user, group, path, schedule, output … */
export type Opening = Simplify<Omit<WrittenDecision, 'decision' | 'reader' | 'reason'>> & Timing

export type DenialReason = NonNullable<WrittenDecision['reason']>

/** Of which pulse: how often, how long. */
export type Pulsing = Simplify<Omit<z.input<(typeof pulse)['schema']>, 'pulse' | 'reader'>> & Timing

type WrittenDecision = z.input<(typeof decision)['schema']>
type Names = TypedWord['word']
type Expected = 'expect' | 'never'
type Written<Name extends Names> = z.input<Extract<TypedWord, { readonly word: Name }>['schema']>
type Rest<Name extends Names> = Simplify<Omit<Written<Name>, Name>>

type Method<Step, Name extends string> =
  Partial<Omit<Step, Name>> extends Omit<Step, Name>
    ? (subject: Step[Name & keyof Step], more?: Simplify<Omit<Step, Name> & Refusable>) => Promise<void>
    : (subject: Step[Name & keyof Step], more: Simplify<Omit<Step, Name> & Refusable>) => Promise<void>

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name

/** One map instead of several, as editors show it. */
type Simplify<Type> = { [Key in keyof Type]: Type[Key] }
