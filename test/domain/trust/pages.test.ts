import { describe, expect, test } from 'vitest'
import type { ProgramEdit } from '../../../sim/domain/program/edit.ts'
import type { TrustMessage } from '../../../sim/domain/trust/message.ts'
import {
  aLongList,
  change,
  choose,
  cleaners,
  pagesOf,
  person,
  type Sites,
  sharedBy,
  staff,
  until,
  usedAt,
  withParts,
} from './a-long-list.ts'
import { atDoor, type Estate, HOME, OFFICE, type Unit, userManagementFor } from './an-estate.ts'

const ASKED_AGAIN_MS = 15_000
const HEARTBEAT_MS = 300_000
const isNextPage = ({ message }: { readonly message: TrustMessage }) => message.type === 'next-page'
const positionAt = (home: Unit) => home.state.trust.origins.get(OFFICE)?.position
const asked = ({ log }: Estate, type: TrustMessage['type']) => log.filter(({ message }) => message.type === type).length
const rename = (number: number, name: string): ProgramEdit => {
  return { type: 'edit-user', uuid: person(number).uuid, change: { name } }
}
const remove = (number: number): ProgramEdit => ({ type: 'delete-user', uuid: person(number).uuid })

/** What is under way goes on to its end, and both have what Office has; neither holds anything of a list any more. */
function expectSame(sites: Sites): void {
  sites.estate.settle()
  expect(usedAt(sites.home)).toEqual(sharedBy(sites.office))
  expect(sites.home.state.trust.origins.get(OFFICE)).toMatchObject({ pages: undefined, subscribed: true, online: true })
  expect(positionAt(sites.home)).toEqual(sites.office.state.trust.consumers.get(HOME)?.position)
  sites.estate.advance(HEARTBEAT_MS)
  expect(sites.office.state.trust.consumers.get(HOME)?.pages).toBeUndefined()
}

describe('a list that is longer than a page', () => {
  test('P-97: comes part by part, groups first, each in one batch; the position moves with the last', () => {
    const { estate, office, home } = withParts(1)
    expect(pagesOf(estate)).toMatchObject([{ whole: true, part: { number: 1, last: false } }])
    expect(pagesOf(estate)[0]?.groups.map(({ name }) => name)).toEqual(['Staff', 'Cleaners'])
    expect([usedAt(home), positionAt(home)]).toEqual([expect.objectContaining({ length: 4 }), undefined])
    const batches = home.batches.length
    estate.settle()
    expect(pagesOf(estate).map((page) => [page.users.length, page.part?.number, page.part?.last])).toEqual([
      [2, 1, false],
      [2, 2, false],
      [2, 3, false],
      [1, 4, true],
    ])
    expect(
      pagesOf(estate)
        .slice(1)
        .every(({ groups }) => groups.length === 0),
    ).toBe(true)
    // Three parts, and that the origin is heard.
    expect(home.batches.length - batches).toBeLessThanOrEqual(4)
    expectSame({ estate, office, home })
    expect(home.notices.filter((name) => name === 'trust-replicated')).toHaveLength(1)
  })

  test('P-97: one that fits is one page, as ever', () => {
    const sites = aLongList()
    sites.office.edit(...[2, 3, 4, 5, 6].map(remove))
    choose(sites)
    expectSame(sites)
    expect(pagesOf(sites.estate).map(({ part }) => part)).toEqual([undefined])
  })

  test('§3.3.6: no part but the last renews the origin', () => {
    const { estate, home } = withParts(3)
    expect(home.state.trust.origins.get(OFFICE)?.online).toBe(false)
    expect(atDoor(home, person(0).tags[0]?.id)).toBe('ORIGIN_OFFLINE')
    estate.settle()
    expect(home.state.trust.origins.get(OFFICE)?.online).toBe(true)
  })

  test.for<[string, readonly ProgramEdit[]]>([
    ['of a user told already', [rename(0, 'Zoe')]],
    ['of a user not told yet', [rename(6, 'Zoe')]],
    ['of both, and back', [rename(0, 'Zoe'), rename(6, 'Yan'), rename(0, 'Ada')]],
    ['that takes away a user told already', [remove(0)]],
    ['that takes away a user not told yet', [remove(6)]],
    ['that brings a user', [{ type: 'add-user', user: person(8) }]],
    ['of more users than a page holds', [0, 1, 2, 3, 6].map((number) => rename(number, `New ${number}`))],
    ['of a membership', [{ type: 'remove-from-group', principal: `user:${person(1).uuid}`, group: staff.uuid }]],
    ['of a group', [{ type: 'edit-group', uuid: cleaners.uuid, change: { name: 'Crew' } }]],
    ['that takes a group away', [{ type: 'delete-group', uuid: cleaners.uuid }]],
  ])('I2: a change %s, while it comes, is there in the end', ([, edits]) => {
    for (const parts of [1, 2, 3]) {
      const sites = withParts(parts)
      for (const edit of edits) change(sites.office, edit)
      expectSame(sites)
    }
  })

  test('I1: who is taken away or changed while it comes is so with the next part, before all others', () => {
    const { estate, office, home } = withParts(1)
    change(office, remove(0), rename(6, 'Zoe'))
    until(estate, ({ message }) => message.type === 'next-page' && message.number === 3)
    expect(usedAt(home).join()).not.toContain(person(0).uuid)
    expect(home.user('Zoe')).toBeDefined()
    expect(asked(estate, 'feed')).toBe(0)
  })

  test('who is told and taken away, and back, and away again, is away', () => {
    const sites = withParts(1)
    change(sites.office, remove(0))
    until(sites.estate, ({ message }) => message.type === 'next-page' && message.number === 3)
    change(sites.office, { type: 'add-user', user: person(0) })
    until(sites.estate, ({ message }) => message.type === 'next-page' && message.number === 4)
    change(sites.office, remove(0))
    expectSame(sites)
  })

  test('whoever was here stays until the last part, and goes with it where nobody tells of him', () => {
    const sites = aLongList()
    choose(sites)
    sites.estate.settle()
    // Lost on the way: Home does not hear of it.
    change(sites.office, remove(0), remove(5))
    sites.estate.line.length = 0
    sites.home.powerOn()
    until(sites.estate, ({ message }) => message.type === 'next-page' && message.number === 3)
    expect(sites.home.user('Person 0')).toBeDefined()
    expect(sites.home.user('Person 5')).toBeDefined()
    expectSame(sites)
    expect(sites.home.user('Person 0')).toBeUndefined()
  })

  test('a change of more users than a page holds goes in parts, and nobody else is told anew', () => {
    const sites = aLongList()
    choose(sites)
    sites.estate.settle()
    sites.estate.log.length = 0
    change(sites.office, ...[0, 1, 2, 3].map((number) => rename(number, `New ${number}`)), remove(4))
    expectSame(sites)
    const pages = pagesOf(sites.estate)
    expect(pages.map(({ whole, users, gone, part }) => [whole, users.length, gone.length, part?.last])).toEqual([
      [false, 2, 0, false],
      [false, 2, 0, false],
      [false, 0, 1, true],
    ])
    expect(asked(sites.estate, 'subscribe')).toBe(0)
  })

  test('C46a: without the right any more nothing of it comes, and what was there stays until the timeout', () => {
    const { estate, office, home } = withParts(2)
    const right = userManagementFor(HOME)
    if (right.type !== 'assign') throw new Error('not an assignment')
    change(office, { ...right, type: 'revoke' }, rename(6, 'Secret'))
    const before = usedAt(home)
    estate.settle()
    estate.advance(HEARTBEAT_MS)
    expect(usedAt(home)).toEqual(before)
    expect(home.notices).toContain('trust-refused')
    expect(office.state.trust.consumers.size).toBe(0)
    expect(JSON.stringify(estate.log)).not.toContain('Secret')
  })

  test('other imports, while it comes, begin it anew', () => {
    const sites = withParts(2)
    const uuid = sites.office.user('admin')?.uuid ?? ''
    const [late] = sites.estate.line.splice(0)
    sites.home.edit({ type: 'add-import', entry: { origin: OFFICE, kind: 'user', uuid } })
    if (late !== undefined) sites.estate.deliver(late)
    sites.estate.settle()
    expect(sites.home.program.users.get(uuid)?.origin).toBe(OFFICE)
    expect(sites.home.user('Person 6')?.origin).toBe(OFFICE)
    expect(asked(sites.estate, 'subscribe')).toBe(2)
    expect(sites.home.state.trust.origins.get(OFFICE)).toMatchObject({ pages: undefined, subscribed: true })
  })
})

describe('a list that is on its way', () => {
  test('P-97: goes on where it was, when the line was cut', () => {
    const sites = withParts(2)
    sites.estate.cut.add(HOME)
    sites.estate.settle()
    change(sites.office, rename(0, 'Zoe'))
    sites.estate.advance(ASKED_AGAIN_MS)
    sites.estate.cut.clear()
    sites.estate.advance(60_000)
    expectSame(sites)
    expect(asked(sites.estate, 'subscribe')).toBe(1)
  })

  test('P-97: is let go when nobody asks for two minutes, and comes anew', () => {
    const sites = withParts(2)
    sites.estate.cut.add(HOME)
    sites.estate.advance(2 * HEARTBEAT_MS)
    expect(sites.office.state.trust.consumers.get(HOME)?.pages).toBeUndefined()
    sites.estate.cut.clear()
    sites.estate.advance(HEARTBEAT_MS)
    expectSame(sites)
    expect(asked(sites.estate, 'subscribe')).toBe(2)
  })

  test.for(['office', 'home'] as const)('begins anew after a restart of %s, with what has changed', (which) => {
    const sites = withParts(2)
    change(sites.office, remove(0), rename(1, 'Zoe'))
    sites[which].powerOn()
    sites.estate.settle()
    sites.estate.advance(60_000)
    expectSame(sites)
  })

  test('C38, P-71: a backup that is restored at the origin in the middle counts', () => {
    const sites = aLongList()
    const { file } = sites.office.do({ type: 'back-up' }) as { file: string }
    sites.office.edit({ type: 'add-user', user: person(8) }, rename(0, 'Zoe'))
    choose(sites)
    until(sites.estate, ({ message }) => message.type === 'next-page' && message.number === 3)
    sites.office.ask({ type: 'restore', file })
    sites.estate.settle()
    sites.estate.advance(60_000)
    expectSame(sites)
    expect(sites.home.user('Zoe')).toBeUndefined()
    expect(positionAt(sites.home)?.epoch).toBe(2)
  })

  test.for([1, 2, 3])(
    'a lost answer, of part %i and on, is made again with the same users and what has changed',
    (parts) => {
      const sites = withParts(parts)
      const sent = sites.estate.line.shift()
      if (sent === undefined) throw new Error('nobody asks')
      sites.estate.deliver(sent)
      sites.estate.line.length = 0
      change(sites.office, rename(0, 'Zoe'), remove(6))
      sites.estate.line.length = 0
      sites.estate.advance(ASKED_AGAIN_MS)
      expectSame(sites)
      expect(asked(sites.estate, 'subscribe')).toBe(1)
      const made = pagesOf(sites.estate).filter(({ part }) => part?.number === parts + 1)
      expect(made).toHaveLength(2)
      expect(made[1]?.users.length).toBeLessThanOrEqual(made[0]?.users.length ?? 0)
    },
  )

  test('I10: a request that comes twice does nothing more, whichever answer comes first', () => {
    for (const isReversed of [false, true]) {
      const sites = withParts(1)
      const sent = sites.estate.line.shift()
      if (sent === undefined) throw new Error('nobody asks')
      sites.estate.deliver(sent)
      const first = sites.estate.line.splice(0)
      change(sites.office, rename(3, 'Zoe'), rename(0, 'Yan'))
      sites.estate.deliver(sent)
      const both = [...first, ...sites.estate.line.splice(0)]
      sites.estate.line.push(...(isReversed ? both.reverse() : both))
      expectSame(sites)
    }
  })

  test('I10: every page that comes again, and late, changes nothing', () => {
    const sites = aLongList()
    choose(sites)
    sites.estate.settle()
    change(sites.office, ...[0, 1, 2].map((number) => rename(number, `New ${number}`)))
    sites.estate.settle()
    const before = [usedAt(sites.home), positionAt(sites.home)]
    for (const sent of [...sites.estate.log].filter(({ from }) => from === OFFICE).reverse()) {
      sites.estate.deliver(sent)
      sites.estate.settle()
      expect([usedAt(sites.home), positionAt(sites.home)]).toEqual(before)
    }
  })

  test('I10: what was pushed before it began, and comes late, does not undo it', () => {
    const sites = aLongList()
    choose(sites)
    sites.estate.settle()
    change(sites.office, rename(0, 'Old'))
    const [late] = sites.estate.line.splice(0)
    change(sites.office, rename(0, 'New'))
    sites.estate.line.length = 0
    sites.home.powerOn()
    until(sites.estate, isNextPage)
    if (late === undefined) throw new Error('nothing was pushed')
    sites.estate.deliver(late)
    expect(sites.home.user('New')).toBeDefined()
    expectSame(sites)
    expect(sites.home.user('Old')).toBeUndefined()
  })

  test('what is pushed behind the last part, and comes before it, is asked for', () => {
    const sites = withParts(3)
    const sent = sites.estate.line.shift()
    if (sent === undefined) throw new Error('nobody asks')
    sites.estate.deliver(sent)
    change(sites.office, rename(0, 'Zoe'))
    expect(sites.estate.line.map(({ message }) => message.type)).toEqual(['answer', 'feed'])
    sites.estate.line.reverse()
    expectSame(sites)
    expect(sites.home.user('Zoe')).toBeDefined()
  })

  test('who asks for a part of it that is not the next, or of another list, is told to begin anew', () => {
    const { estate, office } = withParts(2)
    const list = office.state.trust.consumers.get(HOME)?.pages?.list ?? ''
    for (const [number, name] of [
      [1, list],
      [4, list],
      [3, 'another'],
    ] as const) {
      const message: TrustMessage = { id: 'x', type: 'next-page', list: name, number }
      estate.deliver({ from: HOME, to: OFFICE, address: undefined, message })
      expect(estate.line.pop()).toMatchObject({ message: { id: 'x', result: { ok: false, code: 'LIST_OVER' } } })
    }
  })
})
