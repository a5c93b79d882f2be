import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { HistoryEntry } from '../../../sim/domain/miniserver/block-state.ts'
import type { DecisionRecord } from '../../../sim/domain/miniserver/decision-record.ts'
import type { Effect } from '../../../sim/domain/miniserver/effect.ts'
import { findUser } from '../../../sim/domain/program/lookup.ts'
import { BLUE, BUTTON, GREEN, RED } from './a-home.ts'
import { decisionsIn, type Presented, Unit } from './a-unit.ts'

const PRESENTED: readonly Presented[] = [
  { credential: BLUE },
  { credential: RED },
  { credential: GREEN },
  { credential: { kind: 'tag', id: '04 00 00 01' } },
  { credential: BLUE, ageMs: 6_000 },
  { device: 'one-wire', credential: BUTTON },
]

type Happening =
  | { readonly type: 'presented' | 'lost-before' | 'lost-after'; readonly presented: Presented }
  | { readonly type: 'advance'; readonly durationMs: number }
  | { readonly type: 'repeat'; readonly nth: number }
  | { readonly type: 'toggle'; readonly user: string }

const presented = fc.constantFrom(...PRESENTED)
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('presented' as const), presented }) },
  fc.record({ type: fc.constantFrom('lost-before' as const, 'lost-after' as const), presented }),
  { weight: 2, arbitrary: fc.record({ type: fc.constant('advance' as const), durationMs: fc.nat({ max: 70_000 }) }) },
  fc.record({ type: fc.constant('repeat' as const), nth: fc.nat({ max: 3 }) }),
  fc.record({ type: fc.constant('toggle' as const), user: fc.constantFrom('Anna', 'Ben') }),
)

/** A run of a door, with all that was published and everything that was ever in the durable histories. */
class Run {
  readonly unit = new Unit()
  readonly published: Effect[] = []
  readonly durable = new Map<string, HistoryEntry>()
  readonly #given: (Presented & { readonly id: string })[] = []

  take(happening: Happening): void {
    switch (happening.type) {
      case 'presented':
        return this.#note(this.unit.present(this.#give(happening.presented)))
      case 'lost-before':
      case 'lost-after': {
        const given = this.#give(happening.presented)
        return this.#note(this.unit.presentAndLosePower(given, happening.type === 'lost-after'))
      }
      case 'advance':
        return this.#note(this.unit.advance(happening.durationMs))
      case 'repeat': {
        const given = this.#given.at(-1 - happening.nth)
        if (given !== undefined) this.#note(this.unit.present({ ...given, ageMs: (given.ageMs ?? 0) + 61_000 }))
        return
      }
      case 'toggle': {
        const { uuid, status } = findUser(this.unit.state.program, happening.user)
        const state = status.state === 'enabled' ? 'disabled' : 'enabled'
        return this.#note(this.unit.edit({ type: 'edit-user', uuid, change: { status: { state } } }))
      }
    }
  }

  #give(presented: Presented): Presented {
    const given = { ...presented, id: `event-${this.#given.length}` }
    this.#given.push(given)
    return given
  }

  #note(effects: Effect[]): void {
    this.published.push(...effects)
    for (const [key, value] of this.unit.store) {
      if (!key.startsWith('history/')) continue
      const entry = value as HistoryEntry
      this.durable.set(entry.decision, entry)
    }
  }
}

/** I8, of what was published: pulses by the event that caused them, and granted decision records. */
function grantsOf(decisions: readonly DecisionRecord[]): string[] {
  return decisions.filter(({ outcome }) => outcome === 'granted').map(({ causedBy }) => causedBy)
}

function pulsesOf(effects: readonly Effect[]): string[] {
  return effects.flatMap((effect) =>
    effect.type === 'state' && /^(?:o[1-6]|p)$/.test(effect.name) && effect.value === true
      ? [effect.causedBy ?? 'nothing']
      : [],
  )
}

test('I8: every granted pulse has exactly one granted decision record, and the other way round, which was durable before', () => {
  fc.assert(
    fc.property(fc.array(happening, { minLength: 1, maxLength: 20 }), (happenings) => {
      const run = new Run()
      for (const each of happenings) {
        const before = run.published.length
        run.take(each)
        const now = run.published.slice(before)
        expect(pulsesOf(now)).toEqual(grantsOf(decisionsIn(now)))
        for (const cause of pulsesOf(now)) {
          expect(run.durable.get(`${cause}:decision`)).toMatchObject({
            decision: `${cause}:decision`,
            reason: 'ALLOWED',
          })
        }
      }
      const pulses = pulsesOf(run.published)
      expect(new Set(pulses).size).toBe(pulses.length)
    }),
    { numRuns: 150 },
  )
})

test('I8: a grant that is not durable when power goes never pulses; one that is, is not made twice', () => {
  for (const isDurable of [false, true]) {
    const unit = new Unit()
    const lost = unit.presentAndLosePower({ credential: BLUE, id: 'tap' }, isDurable)
    expect(pulsesOf(lost)).toEqual([])
    expect(unit.state.blocks.get('front-door')?.history ?? []).toHaveLength(isDurable ? 1 : 0)
    const again = unit.present({ credential: BLUE, id: 'tap', ageMs: 1_000 })
    expect(pulsesOf(again)).toEqual(isDurable ? [] : ['tap'])
    expect(unit.state.blocks.get('front-door')?.history).toHaveLength(1)
  }
})
