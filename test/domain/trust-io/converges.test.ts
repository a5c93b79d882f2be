import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Estate, HOME, type Unit } from '../trust/an-estate.ts'
import { GATE, ioAt, MOTION, noRight, right, sharingSites, TEMPERATURE } from './io-estate.ts'

type Happening = (sites: { estate: Estate; office: Unit; home: Unit }) => void

const set = (of: 'office' | 'home', name: string, value: number): Happening => {
  return (sites) => void sites[of].ask({ type: 'set-io', uuid: ioAt(sites[of], name).uuid, value })
}

/** What values, networks and administrators do, in any order. */
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 3 }).map((value) => set('office', 'Temperature', value)) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 1 }).map((value) => set('office', 'Motion', value)) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 1 }).map((value) => set('home', 'Gate', value)) },
  {
    weight: 8,
    arbitrary: fc.nat(5).map(
      (at): Happening =>
        ({ estate }) =>
          deliver(estate, at),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.nat(5).map(
      (at): Happening =>
        ({ estate }) =>
          void estate.line.splice(at, 1),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.nat(5).map(
      (at): Happening =>
        ({ estate }) =>
          estate.line.push(...estate.line.slice(at, at + 1)),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Happening>(({ office }) => office.powerOn()) },
  { weight: 1, arbitrary: fc.constant<Happening>(({ home }) => home.powerOn()) },
  { weight: 1, arbitrary: fc.constant<Happening>(({ office }) => void office.edit(noRight(HOME, MOTION))) },
  { weight: 2, arbitrary: fc.constant<Happening>(({ office }) => void office.edit(right(HOME, MOTION))) },
  { weight: 1, arbitrary: fc.constant<Happening>(({ office }) => void office.edit(noRight(HOME, GATE))) },
  { weight: 2, arbitrary: fc.constant<Happening>(({ office }) => void office.edit(right(HOME, GATE))) },
  { weight: 1, arbitrary: fc.constant<Happening>(({ estate }) => void estate.cut.add(HOME)) },
  { weight: 1, arbitrary: fc.constant<Happening>(({ estate }) => estate.cut.clear()) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 40_000 }).map(
      (ms): Happening =>
        ({ estate }) =>
          estate.advance(ms),
    ),
  },
)

function deliver(estate: Estate, at: number): void {
  const [sent] = estate.line.splice(at, 1)
  if (sent !== undefined) estate.deliver(sent)
}

test('whatever is lost, repeated, reordered, cut or restarted: once it is over, both sides have the same where there is a right', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
      const sites = sharingSites(60)
      const { estate, office, home } = sites
      for (const happens of happenings) happens(sites)
      estate.cut.clear()
      estate.settle()
      estate.advance(200_000)
      const mayRead = office.state.program.assignments.has(`member:${HOME}|function:${MOTION.uuid}|internal|allow`)
      const maySet = office.state.program.assignments.has(`member:${HOME}|function:${GATE.uuid}|internal|allow`)
      expect(ioAt(home, 'Temperature')).toMatchObject({ at: ioAt(office, 'Temperature').at })
      expect(ioAt(home, 'Motion').at).toBe(mayRead ? ioAt(office, 'Motion').at : 0)
      expect(ioAt(office, 'Gate').at).toBe(maySet ? ioAt(home, 'Gate').at : 0)
      const standings = [TEMPERATURE, MOTION, GATE].map(({ name }) => ioAt(home, name).reference?.standing)
      expect(standings).toEqual(['valid', mayRead ? 'valid' : 'FORBIDDEN', maySet ? 'valid' : 'FORBIDDEN'])
      expect(home.state.io.frozen.size + office.state.io.frozen.size).toBe(0)
    }),
    { numRuns: 60 },
  )
})

test('however fast values change, of a unit never more than one message with them is on its way to a peer', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
      const sites = sharingSites(60)
      sites.estate.line.length = 0
      for (const happens of happenings) {
        happens(sites)
        for (const { state } of [sites.office, sites.home]) {
          const waiting = [...state.trust.requests.values()].map(({ then }) => then.type)
          expect(waiting.filter((type) => type === 'values').length).toBeLessThanOrEqual(1)
          expect(waiting.filter((type) => type === 'set-values').length).toBeLessThanOrEqual(1)
        }
      }
    }),
    { numRuns: 40 },
  )
})

test('R52: whatever happens, no message tells a member the value of an input to which it has no right at that moment', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
      const sites = sharingSites(60)
      const { estate, office } = sites
      for (const happens of happenings) {
        const before = estate.log.length
        happens(sites)
        // Rights change before anything else in a happening is sent.
        for (const { message } of estate.log.slice(before)) {
          for (const { io } of message.type === 'values' ? message.values : []) {
            expect(office.program.assignments.has(`member:${HOME}|function:${io}|internal|allow`)).toBe(true)
          }
        }
      }
    }),
    { numRuns: 60 },
  )
})
