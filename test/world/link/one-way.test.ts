import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { delayBy } from '../../../sim/world/link/delay.ts'
import { dropNext, dropShare } from '../../../sim/world/link/drop.ts'
import type { LinkFault } from '../../../sim/world/link/link-fault.ts'
import { OneWay } from '../../../sim/world/link/one-way.ts'
import { reorderNext } from '../../../sim/world/link/reorder.ts'
import { repeatNext } from '../../../sim/world/link/repeat.ts'
import { World } from '../../../sim/world/world.ts'

describe('one direction of a link', () => {
  test.for<[string, () => LinkFault, string]>([
    ['loses the next two', () => dropNext(2), 'lost 1, lost 2, 3, 4'],
    ['loses all by a chance of one', () => dropShare(1, () => 'ffffffff'), 'lost 1, lost 2, lost 3, lost 4'],
    ['loses none by a chance of none', () => dropShare(0, () => '00000000'), '1, 2, 3, 4'],
    ['repeats the next', () => repeatNext(1), '1, 1, 2, 3, 4'],
    ['reorders the next three', () => reorderNext(3), '3, 2, 1, 4'],
    ['holds back what it reorders until so many have come', () => reorderNext(5), ''],
  ])('%s', ([, fault, expected]) => {
    const link = aLink()
    link.way.disturb(fault())
    link.send(1, 2, 3, 4)
    expect(link.told.join(', ')).toBe(expected)
  })

  test('delays each by as much, in order, and what waits is not under way', () => {
    const link = aLink()
    link.way.disturb(delayBy(3_000, link.world))
    link.send(1, 2)
    link.world.advance(1_000)
    link.send(3)
    link.world.settle()
    expect([link.told, link.world.monotonicMs]).toEqual([[], 1_000])
    link.world.advance(2_000)
    expect(link.told).toEqual(['1', '2'])
    link.world.advance(1_000)
    expect(link.told).toEqual(['1', '2', '3'])
  })

  test('loses everything while it is cut, what is held back included', () => {
    const link = aLink()
    link.way.disturb(delayBy(3_000, link.world))
    link.send(1)
    link.way.cut()
    link.send(2)
    link.way.heal()
    link.send(3)
    expect(link.told).toEqual(['lost 1', 'lost 2', '3'])
  })

  test('lets go of what an earlier fault of a kind holds back, when there is another', () => {
    const link = aLink()
    link.way.disturb(delayBy(60_000, link.world))
    link.send(1)
    link.way.disturb(delayBy(1_000, link.world))
    link.send(2)
    expect(link.told).toEqual(['1'])
    link.world.advance(1_000)
    expect(link.told).toEqual(['1', '2'])
  })

  test('brings what it repeats and delays twice', () => {
    const link = aLink()
    link.way.disturb(delayBy(1_000, link.world))
    link.way.disturb(repeatNext(1))
    link.send(1, 2)
    link.world.advance(1_000)
    expect(link.told).toEqual(['1', '1', '2'])
  })

  test('heal() brings everything it holds back, once each and in order, whatever was wrong, and leaves nothing wrong', () => {
    const faults = fc.record({ delayMs: fc.nat(5_000), reordered: fc.integer({ min: 2, max: 9 }), before: fc.nat(9) })
    fc.assert(
      fc.property(faults, ({ delayMs, reordered, before }) => {
        const link = aLink()
        link.way.disturb(delayBy(delayMs + 1, link.world))
        link.send(...numbers(0, before))
        link.way.disturb(reorderNext(reordered))
        link.send(...numbers(before, reordered - 1))
        expect(link.told).toEqual([])
        link.way.heal()
        link.send(99)
        link.world.advance(10_000)
        expect(link.told).toEqual([...numbers(0, before + reordered - 1), 99].map(String))
      }),
    )
  })
})

function aLink() {
  const world = new World({ seed: 1, startWallMs: 0 })
  const way = new OneWay()
  const told: string[] = []
  const send = (...parcels: number[]): void => {
    for (const parcel of parcels)
      way.carry({ arrive: () => void told.push(`${parcel}`), lost: () => void told.push(`lost ${parcel}`) })
  }
  return { world, way, told, send }
}

function numbers(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index)
}
