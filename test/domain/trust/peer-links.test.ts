import { describe, expect, test } from 'vitest'
import { LinkNotes } from '../../../sim/domain/trust/link-notes.ts'
import { Outbox } from '../../../sim/domain/trust/outbox.ts'
import type { LinkNote, LinksStatus } from '../../../sim/domain/trust/peer-links.ts'
import type { TrustStatus } from '../../../sim/domain/trust/status.ts'
import { HOME, joinedSites, OFFICE, type Unit } from './an-estate.ts'

const links = (unit: Unit) => unit.do({ type: 'trust-links' }) as LinksStatus
const note = (unit: Unit, one: LinkNote) => unit.input({ type: 'trust-link', note: one })

describe('what a Miniserver knows of its links', () => {
  test('§3.3.4: by which path a peer is reached, shown with its Trusts; other paths than the LAN are told', () => {
    const { office } = joinedSites()
    const told = () => office.notices.filter((name) => name === 'trust-path').length
    note(office, { type: 'path', to: HOME, path: 'internal' })
    expect([links(office).peers[0]?.path, told()]).toEqual(['internal', 0])
    note(office, { type: 'path', to: HOME, path: 'cloud-dns', passedOver: 'PORT_NOT_FORWARDED' })
    expect(links(office).peers[0]).toMatchObject({ name: 'Home', path: 'cloud-dns', passedOver: 'PORT_NOT_FORWARDED' })
    const [status] = office.do({ type: 'trust-status' }) as TrustStatus[]
    expect(status?.members.map(({ path }) => path)).toEqual([undefined, 'cloud-dns'])
    note(office, { type: 'path', to: HOME, reason: 'denied (Cloud DNS 418)' })
    expect(links(office).peers[0]).toMatchObject({ reason: 'denied (Cloud DNS 418)' })
    expect(links(office).peers[0]).not.toHaveProperty('path')
    note(office, { type: 'path', to: HOME, path: 'internal' })
    expect(told()).toBe(3)
  })

  test('§3.3.5: from a request to its answer, by rank; what fails is counted and not measured', () => {
    const { estate, home } = joinedSites()
    const before = links(home).peers[0]?.answered ?? 0
    for (const afterMs of [20, 40, 1_000]) {
      const request = home.ask({ type: 'discover', serial: OFFICE })
      const asked = estate.line.shift()
      if (asked !== undefined) estate.deliver(asked)
      estate.at = { ...estate.at, monotonicMs: estate.at.monotonicMs + afterMs }
      estate.settle()
      expect(home.reply(request)).toMatchObject({ ok: true })
    }
    estate.cut.add(OFFICE)
    expect(home.do({ type: 'discover', serial: OFFICE })).toBe('CONNECTION_FAILED')
    const [peer] = links(home).peers
    expect([peer?.answered, peer?.failed, peer?.maxMs]).toEqual([before + 3, 1, 1_000])
    expect(peer?.p95Ms).toBeLessThanOrEqual(1_000)
    expect(peer?.p50Ms).toBeLessThanOrEqual(20)
  })

  test('P-22, C17: a queue that is too long is a warning, of message level 2', () => {
    const { office } = joinedSites()
    note(office, { type: 'load', inFlight: 5, waiting: 100 })
    note(office, { type: 'queue-long', waiting: 100 })
    expect(office.notices.filter((name) => name === 'trust-queue-long')).toHaveLength(1)
    expect(links(office)).toMatchObject({ mostInFlight: 5, mostWaiting: 100 })
  })
})

test('LinkNotes: a path is told once, and again when it changes or the unit begins anew; loads only where they were never so high', () => {
  const told: LinkNote[] = []
  const notes = new LinkNotes((one) => told.push(one))
  const internal = { path: 'internal', latencyMs: 5 } as const
  for (const route of [internal, internal, { refused: undefined }, { refused: undefined }]) notes.route(HOME, route)
  expect(told.splice(0)).toEqual([
    { type: 'path', to: HOME, path: 'internal' },
    { type: 'path', to: HOME, reason: 'nobody answers' },
  ])
  notes.forget()
  notes.route(HOME, internal)
  const outbox = new Outbox<number>()
  for (let count = 0; count < 3; count++) {
    outbox.put(HOME, count)
    notes.load(outbox)
  }
  outbox.clear(HOME)
  notes.load(outbox)
  expect(told).toEqual([
    { type: 'path', to: HOME, path: 'internal' },
    ...[1, 2, 3].map((waiting) => ({ type: 'load', inFlight: 0, waiting })),
  ])
})
