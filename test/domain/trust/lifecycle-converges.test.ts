import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isNewer, type Membership } from '../../../sim/domain/trust/membership.ts'
import { hasJoined } from '../../../sim/domain/trust/peers.ts'
import { aTrust, atDoor, aUser, CABIN, Estate, HOME, OFFICE, TRUST, type Unit, userManagementFor } from './an-estate.ts'

const BARN = '504F94A00004'
const SERIALS = [OFFICE, HOME, CABIN, BARN] as const
const TIMEOUT_S = 900
const HEALED_MS = 3 * TIMEOUT_S * 1000
const anna = aUser('Anna', OFFICE)
const people = [anna, aUser('Ben', OFFICE, { tags: [] }), aUser('Cleo', OFFICE, { tags: [] })]

type Step =
  | {
      readonly do: 'cut' | 'heal' | 'restart' | 'take-over' | 'force' | 'leave' | 'remove' | 'invite'
      readonly unit: number
      readonly other: number
    }
  | { readonly do: 'lose'; readonly messages: number }
  | { readonly do: 'wait'; readonly seconds: number }

const unit = fc.integer({ min: 0, max: SERIALS.length - 1 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom('cut', 'heal', 'restart', 'take-over', 'force', 'leave', 'remove', 'invite'),
    unit,
    other: unit,
  }),
  fc.record({ do: fc.constant('lose' as const), messages: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 400 }) }),
)

/** Four units of one Trust; Anna and two more of Office are used on all others, as long as they are in it. Each is a page. */
function four(): Estate {
  const estate = new Estate(1)
  const names = ['Office', 'Home', 'Cabin', 'Barn']
  const [office, ...others] = SERIALS.map((serial, at) => estate.add(serial, names[at] ?? '', {}, TIMEOUT_S))
  if (office === undefined) throw new Error('no office')
  const key = aTrust(office, ...SERIALS.slice(1))
  for (const other of others) {
    other.join(key)
    other.config()
  }
  office.config(...people.map((user) => ({ type: 'add-user', user }) as const), userManagementFor(BARN))
  for (const other of others) {
    other.config(
      ...people.map(({ uuid }) => ({ type: 'add-import', entry: { origin: OFFICE, kind: 'user', uuid } }) as const),
    )
  }
  return estate
}

const trustOf = (unit: Unit): Membership | undefined => unit.program.trusts.get(TRUST)
const isIn = (unit: Unit): boolean => trustOf(unit)?.ended === undefined
const listOf = (unit: Unit): string[] =>
  (trustOf(unit)?.members ?? [])
    .filter(hasJoined)
    .map(({ serial }) => serial)
    .sort()
const replicasOf = ({ program }: Unit) => [...program.users.values()].filter(({ origin }) => origin !== undefined)
const allOf = (estate: Estate): Unit[] => [...estate.units.values()]

/** What people do; what is refused is no harm. Messages stay in the line, so that later steps can lose them. */
function take(estate: Estate, each: Step): void {
  if (each.do === 'lose') return void estate.line.splice(0, each.messages)
  if (each.do === 'wait') return estate.advance(each.seconds * 1000)
  const at = estate.units.get(SERIALS[each.unit] ?? '')
  if (at === undefined) throw new Error('no such unit')
  const { serial } = at.identity
  if (each.do === 'cut') estate.cut.add(serial)
  else if (each.do === 'heal') estate.cut.delete(serial)
  else if (each.do === 'restart') at.powerOn()
  else if (each.do === 'take-over') at.ask({ type: 'take-over-manager', trustUuid: TRUST })
  else if (each.do === 'force') at.ask({ type: 'take-over-manager', trustUuid: TRUST, forced: true })
  else if (each.do === 'leave') at.ask({ type: 'edit-program', edits: [{ type: 'leave-trust', trustUuid: TRUST }] })
  else manage(estate, at, each.do, SERIALS[each.other] ?? '')
}

/** Two units that each hold themselves for the manager and remove each other stay two Trusts: people have to choose. */
function manage(estate: Estate, at: Unit, what: 'remove' | 'invite', serial: string): void {
  const other = estate.units.get(serial)
  const managesToo = other !== undefined && trustOf(other)?.manager === serial
  if (what === 'remove' && managesToo) return
  const type = what === 'remove' ? 'remove-member' : 'add-member'
  at.ask({ type: 'edit-program', edits: [{ type, trustUuid: TRUST, serial }] })
}

/** A member's list is never followed by one that is not newer, but for joining anew. */
function watch(estate: Estate, before: Map<Unit, Membership | undefined>): void {
  for (const unit of allOf(estate)) {
    const [old, now] = [before.get(unit), trustOf(unit)]
    before.set(unit, now)
    if (old === undefined || now === undefined || old.ended !== undefined || now.ended === 'left') continue
    const isSame = old.manager === now.manager && old.epoch === now.epoch && old.term === now.term
    if (!isSame) expect(isNewer(now, old)).toBe(true)
  }
}

describe('any sequence of lifecycle operations, with messages lost, lines cut and restarts', () => {
  test('§3.3.8, §3.3.9, P-35: ends, once healed, in one list everywhere; lists only get newer; who is out has nothing left', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        const estate = four()
        const seen = new Map(allOf(estate).map((unit) => [unit, trustOf(unit)]))
        for (const each of steps) {
          take(estate, each)
          watch(estate, seen)
        }
        estate.cut.clear()
        estate.settle()
        watch(estate, seen)
        estate.advance(HEALED_MS)
        watch(estate, seen)
        const members = allOf(estate).filter(isIn)
        const managers = new Set(members.map((unit) => trustOf(unit)?.manager))
        expect(managers.size).toBeLessThanOrEqual(1)
        for (const unit of members) expect(listOf(unit)).toEqual(members.map(({ identity }) => identity.serial).sort())
        for (const unit of allOf(estate).filter((unit) => !isIn(unit))) expect(replicasOf(unit)).toEqual([])
      }),
      { numRuns: 60 },
    )
  }, 30_000)

  test('§3.3.6, §3.3.8: no unit that was removed uses a replica after its timeout, told or not', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 10 }), fc.constantFrom(HOME, CABIN, BARN), (steps, serial) => {
        const estate = four()
        for (const each of steps) take(estate, each)
        const [removed, manager] = [
          estate.units.get(serial),
          allOf(estate).find((unit) => trustOf(unit)?.manager === OFFICE),
        ]
        if (removed === undefined || manager === undefined) return
        estate.units.get(OFFICE)?.edit({ type: 'remove-member', trustUuid: TRUST, serial })
        if (listOf(estate.units.get(OFFICE) as Unit).includes(serial)) return
        estate.cut.add(serial)
        estate.settle()
        estate.advance(TIMEOUT_S * 1000)
        expect(['ORIGIN_OFFLINE', 'UNKNOWN_CREDENTIAL']).toContain(atDoor(removed))
      }),
      { numRuns: 60 },
    )
  }, 30_000)
})
