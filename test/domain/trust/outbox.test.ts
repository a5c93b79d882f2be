import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  IN_FLIGHT_MAX,
  LONG_QUEUE,
  Outbox,
  WAITING_MAX,
  WAITING_PER_PEER_MAX,
} from '../../../sim/domain/trust/outbox.ts'

const PEERS = ['A', 'B', 'C', 'D', 'E', 'F', 'G']

describe('Outbox', () => {
  test('P-23: five are on their way at most, one per peer, in the order of each peer, whatever happens', () => {
    const acts = fc.array(
      fc.record({ act: fc.constantFrom('put', 'next', 'done', 'clear'), to: fc.constantFrom(...PEERS) }),
    )
    fc.assert(
      fc.property(acts, (steps) => {
        const outbox = new Outbox<number>()
        const waiting = new Map(PEERS.map((peer) => [peer, [] as number[]]))
        const active = new Set<string>()
        for (const [number, { act, to }] of steps.entries()) {
          const line = waiting.get(to) ?? []
          if (act === 'put') {
            expect(outbox.put(to, number)).toBeUndefined()
            line.push(number)
          }
          if (act === 'clear') expect(outbox.clear(to)).toEqual(line.splice(0))
          if (act === 'done') outbox.done(active.delete(to) ? to : 'nobody')
          const next = act === 'next' ? outbox.next() : undefined
          if (next !== undefined) {
            expect(active.has(next.to)).toBe(false)
            expect(next.parcel).toBe(waiting.get(next.to)?.shift())
            active.add(next.to)
          } else if (act === 'next') {
            const free = PEERS.some((peer) => !active.has(peer) && (waiting.get(peer)?.length ?? 0) > 0)
            expect(free && active.size < IN_FLIGHT_MAX).toBe(false)
          }
          expect([outbox.inFlight, outbox.waiting]).toEqual([active.size, [...waiting.values()].flat().length])
        }
      }),
    )
  })

  test('the peers take turns in the order in which they have something', () => {
    const outbox = new Outbox<string>()
    for (const to of ['A', 'A', 'B', 'C', 'D', 'E', 'F']) outbox.put(to, to)
    const first = Array.from({ length: 6 }, () => outbox.next()?.to)
    expect(first).toEqual(['A', 'B', 'C', 'D', 'E', undefined])
    outbox.done('A')
    expect(outbox.next()?.to).toBe('F')
    outbox.done('B')
    expect(outbox.next()?.to).toBe('A')
  })

  test('P-22: a queue of a hundred is said to be long once, and again only after it was short', () => {
    const outbox = new Outbox<number>()
    const said: number[] = []
    const put = (): void => {
      outbox.put('A', 0)
      if (outbox.hasBecomeLong()) said.push(outbox.waiting)
    }
    const take = (count: number): void => {
      for (let taken = 0; taken < count; taken++) {
        outbox.next()
        outbox.done('A')
        outbox.hasBecomeLong()
      }
    }
    for (let count = 0; count < LONG_QUEUE; count++) put()
    // Said before anything is lost, and nothing is yet.
    expect([said, outbox.waiting]).toEqual([[100], 100])
    take(49)
    for (let count = 0; count < 49; count++) put()
    expect(said).toEqual([100])
    take(50)
    for (let count = 0; count < 50; count++) put()
    expect(said).toEqual([100, 100])
  })

  test('P-98: a peer that takes nothing has a limit of its own, and takes none of the others’', () => {
    const outbox = new Outbox<number>()
    const refused: unknown[] = []
    for (let number = 0; number <= 300; number++) {
      refused.push(outbox.put('SILENT', number))
      outbox.next()
    }
    expect(refused.slice(0, 201)).toEqual(Array.from({ length: 201 }, () => undefined))
    expect(refused.slice(201)).toEqual(Array.from({ length: 100 }, (_, at) => ({ to: 'SILENT', parcel: 201 + at })))
    expect(outbox.put('HONEST', 1)).toBeUndefined()
    expect(outbox.next()).toEqual({ to: 'HONEST', parcel: 1 })
    expect(outbox.clear('SILENT')).toHaveLength(WAITING_PER_PEER_MAX)
  })

  test('P-98: where all lines together are too long, the longest gives up what came last to it, and a short one nothing', () => {
    const outbox = new Outbox<number>()
    const fill = (to: string, count: number): void => {
      for (let number = 0; number < count; number++) expect(outbox.put(to, number)).toBeUndefined()
    }
    const others = Array.from({ length: 10 }, (_, index) => `P${index}`)
    fill('LONG', WAITING_PER_PEER_MAX)
    for (const to of others) fill(to, (WAITING_MAX - WAITING_PER_PEER_MAX) / others.length)
    expect(outbox.put('NEW', 7)).toEqual({ to: 'LONG', parcel: 199 })
    expect(outbox.put('P9', 8)).toEqual({ to: 'LONG', parcel: 198 })
    expect(outbox.put('LONG', 9)).toEqual({ to: 'LONG', parcel: 9 })
    expect([outbox.waiting, outbox.clear('NEW'), outbox.clear('LONG').length]).toEqual([WAITING_MAX, [7], 198])
  })

  test('P-98: of very many peers with one message each, none that comes to an empty line is refused', () => {
    const outbox = new Outbox<number>()
    for (let peer = 0; peer < WAITING_MAX; peer++) outbox.put(`P${peer}`, peer)
    expect(outbox.next()).toEqual({ to: 'P0', parcel: 0 })
    expect(outbox.put('NEW', 1)).toBeUndefined()
    expect(outbox.put('P0', 2)).toEqual({ to: 'P1', parcel: 1 })
    expect(outbox.next()?.to).toBe('P2')
    expect(outbox.empty()).toHaveLength(WAITING_MAX - 1)
  })

  test('P-98: whoever has nothing waiting is never refused, and no more than the limits wait', () => {
    const puts = fc.array(fc.nat(30), { minLength: 500, maxLength: 4_000 })
    fc.assert(
      fc.property(puts, (peers) => {
        const outbox = new Outbox<number>()
        const lines = new Map<string, number>()
        for (const [number, peer] of peers.entries()) {
          // Some far more often than others.
          const to = `P${Math.floor(peer / 3) ** 2 % 11}-${peer % 3 === 0 ? peer : ''}`
          const before = lines.get(to) ?? 0
          const lost = outbox.put(to, number)
          lines.set(to, before + 1)
          if (lost !== undefined) lines.set(lost.to, (lines.get(lost.to) ?? 0) - 1)
          if (before === 0) expect(lost).not.toEqual({ to, parcel: number })
          expect(lines.get(to)).toBeLessThanOrEqual(WAITING_PER_PEER_MAX)
          expect(outbox.waiting).toBeLessThanOrEqual(WAITING_MAX)
          expect(outbox.waiting).toBe([...lines.values()].reduce((sum, length) => sum + length, 0))
        }
      }),
      { numRuns: 20 },
    )
  })
})
