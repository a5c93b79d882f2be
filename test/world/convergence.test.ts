import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Faults, Way } from '../../rigs/faults.ts'
import { RigError } from '../../sim/domain/errors.ts'
import type { Program, User } from '../../sim/domain/program/program.ts'
import { userRecord } from '../../sim/domain/trust/sharing.ts'
import { aLab, type Lab } from '../rig/lab/a-lab.ts'

const [OFFICE, HOME] = [{ site: 'office' }, { site: 'home' }]
const THERE: Way = { from: OFFICE, to: HOME }
const BACK: Way = { from: HOME, to: OFFICE }

/** Longer than any silence that is waited for, here (§3.3.6). */
const QUIET_MS = 30 * 60_000

type Act = (faults: Faults) => unknown

const ways = fc.constantFrom<Way[]>([THERE], [BACK], [THERE, BACK])
const place = fc.constantFrom(OFFICE, HOME)
const count = fc.integer({ min: 2, max: 4 })

/** What the world can do; what cannot be done just then is refused, and nothing happens. */
const fault: fc.Arbitrary<Act> = fc.oneof(
  ways.map(
    (each): Act =>
      (faults) =>
        faults.cut(each),
  ),
  ways.map(
    (each): Act =>
      (faults) =>
        faults.heal(each),
  ),
  fc.tuple(ways, fc.integer({ min: 1, max: 12_000 })).map(
    ([each, byMs]): Act =>
      (faults) =>
        faults.delay(each, byMs),
  ),
  fc.tuple(ways, count).map(
    ([each, next]): Act =>
      (faults) =>
        faults.drop(each, { next }),
  ),
  ways.map(
    (each): Act =>
      (faults) =>
        faults.drop(each, { share: 0.5 }),
  ),
  fc.tuple(ways, count).map(
    ([each, next]): Act =>
      (faults) =>
        faults.repeat(each, next),
  ),
  fc.tuple(ways, count).map(
    ([each, next]): Act =>
      (faults) =>
        faults.reorder(each, next),
  ),
  fc.constantFrom(90_000, -90_000, 0).map(
    (byMs): Act =>
      (faults) =>
        faults.skew('home', { byMs, everyMs: 3_600_000 }),
  ),
  place.map(
    (each): Act =>
      (faults) =>
        faults.pause(each),
  ),
  place.map(
    (each): Act =>
      (faults) =>
        faults.resume(each),
  ),
  fc.tuple(place, fc.constantFrom('on', 'off')).map(
    ([each, power]): Act =>
      (faults) =>
        faults.power(each, power),
  ),
  place.map(
    (each): Act =>
      (faults) =>
        faults.crash(each),
  ),
  place.map(
    ({ site }): Act =>
      (faults) =>
        faults.restore(site, `first of ${site}`),
  ),
)

const happenings = fc.array(
  fc.oneof(
    fc.record({ fault }),
    fc.record({ editOf: fc.constantFrom('Anna', 'Ben') }),
    fc.record({ passMs: fc.integer({ min: 1, max: 400_000 }) }),
  ),
  { maxLength: 12 },
)

describe('replicas', () => {
  test('I2: are what their origin says in the end, whatever happens to links, clocks, power and memory before', async () => {
    await fc.assert(
      fc.asyncProperty(happenings, async (each) => {
        const lab = await aLab()
        for (const site of ['office', 'home']) await lab.rig.estate.faults?.backUp(site, `first of ${site}`)
        for (const [index, happening] of each.entries()) await carryOut(lab, happening, index)
        await endAll(lab)
        await lab.advance(QUIET_MS)
        const [office, home] = [await lab.program('office'), await lab.program('home')]
        const projected = projections(home, office)
        expect(projected).toHaveLength(2)
        for (const [replica, projection] of projected) expect(replica).toEqual(projection)
        expect(await lab.reason('home', 'blue-card')).not.toBe('ORIGIN_OFFLINE')
      }),
      { numRuns: 15 },
    )
  }, 120_000)
})

type Happening = { readonly fault: Act } | { readonly editOf: string } | { readonly passMs: number }

async function carryOut(lab: Lab, happening: Happening, index: number): Promise<void> {
  const { faults } = lab.rig.estate
  if (faults === undefined) throw new TypeError('no faults')
  try {
    if ('passMs' in happening) await lab.advance(happening.passMs)
    else if ('fault' in happening) await happening.fault(faults)
    else await lab.call('user-edit', { site: 'office', user: happening.editOf, uniqueUserId: `${index}`, app: true })
  } catch (error) {
    if (!(error instanceof RigError)) throw error
  }
}

async function endAll(lab: Lab): Promise<void> {
  const { faults } = lab.rig.estate
  const ends: Act[] = [
    (each) => each.heal('everything'),
    ...[OFFICE, HOME].flatMap((at): Act[] => [(each) => each.power(at, 'on'), (each) => each.resume(at)]),
  ]
  for (const end of ends) await carryOut(lab, { fault: () => end(faults as Faults) }, 0)
}

/** The users that Home uses, as they are there and as Office would send them. */
function projections(home: Program, office: Program): [object | undefined, object | undefined][] {
  const shown = (user: User | undefined) => user && userRecord(user)
  return [...home.imports.values()].map(({ uuid }) => [shown(home.users.get(uuid)), shown(office.users.get(uuid))])
}
