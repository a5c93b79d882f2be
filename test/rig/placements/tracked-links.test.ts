import { expect, test } from 'vitest'
import { trackedLinks } from '../../../rigs/placements/tracked-links.ts'
import { ANSWER_MAX_MS } from '../../../sim/domain/trust/request.ts'
import { Traffic } from '../../../sim/io/traffic.ts'
import type { TrustLinks } from '../../../sim/ports/trust-links.ts'
import { World } from '../../../sim/world/world.ts'

const OFFICE = '504F94A00001'

/** Links that deliver everything, with the peer's hands on them. */
const aLink = () => {
  const world = new World({ seed: 1, startWallMs: 0 })
  const traffic = new Traffic()
  let hears: Parameters<TrustLinks['onMessage']> = [() => {}, () => {}]
  const untracked: TrustLinks = {
    send: () => {},
    onMessage: (...heard) => {
      hears = heard
    },
  }
  const links = trackedLinks(untracked, { traffic, clock: world.clock('home') })
  links.onMessage(
    () => {},
    () => {},
  )
  links.send(OFFICE, { id: 'd', type: 'discover' })
  return {
    ...{ world, traffic, links },
    answer: () =>
      hears[0](OFFICE, { id: 'd', type: 'answer', result: { ok: false, code: 'NOT_A_MEMBER', message: '' } }),
    fail: () => hears[1](OFFICE, 'd', 'it is gone'),
  }
}

test.for(['answer', 'fail'] as const)('a Trust request is under way until there is an end to it: %s', (how) => {
  const link = aLink()
  expect(link.traffic.isSettled).toBe(false)
  link[how]()
  expect(link.traffic.isSettled).toBe(true)
  link.world.run(ANSWER_MAX_MS)
  expect([link.traffic.isSettled, link.world.events]).toEqual([true, 0])
})

test('a Trust request that was delivered and is never answered is under way until it has failed, and no longer', () => {
  const { world, traffic } = aLink()
  world.run(ANSWER_MAX_MS - 1)
  expect(traffic.isSettled).toBe(false)
  world.run(ANSWER_MAX_MS)
  expect(traffic.isSettled).toBe(true)
})

test('an answer that is sent is not waited for', () => {
  const { traffic, links, answer } = aLink()
  answer()
  links.send(OFFICE, { id: 'e', type: 'answer', result: { ok: false, code: 'NOT_A_MEMBER', message: '' } })
  expect(traffic.isSettled).toBe(true)
})
