import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RESTART_MS } from '../../sim/devices/miniserver.ts'
import { LATENCY_MS } from '../../sim/domain/connectivity/route.ts'
import type { BusMessage } from '../../sim/protocol/bus/message.ts'
import { BLUE, BUTTON, GREEN, homeProgram, OFFICE } from '../domain/miniserver/a-home.ts'
import { aHomeSite, saveAgain } from './a-home-site.ts'

describe('snapshot() and restore() of a Miniserver', () => {
  /** Taps, a Trust request, a client, an iButton and a save; what everybody was told, and what is stored at the end. */
  function story(restoreAt?: number, isWiped = false) {
    const home = aHomeSite()
    const { world, miniserver, seen, office, store } = home
    const client = home.client('app')
    client.logIn()
    const start = world.events
    let restored = false
    const until = (atMs: number): void => {
      const isHere = (): boolean => !restored && restoreAt !== undefined && world.events >= start + restoreAt
      if (world.runUntil(isHere, atMs) && isHere()) {
        restored = true
        const snapshot = structuredClone(miniserver.snapshot())
        if (isWiped) miniserver.restore(null)
        miniserver.restore(snapshot)
      }
      world.run(atMs)
    }
    home.keypad.tap(BLUE)
    const discovered = home.control({ type: 'discover', serial: OFFICE })
    until(30)
    home.extension.touch(BUTTON)
    home.keypad.tap(GREEN)
    until(1_000)
    office.heartbeat('beat')
    home.keypad.tap({ kind: 'tag', id: '04 00 00 01' })
    until(5_000)
    home.keypad.tap(BLUE)
    until(5_004)
    const saved = saveAgain(home)
    office.heartbeat('during the restart')
    until(70_000)
    return { seen: byDevice(seen), discovered, saved, heard: office.heard, client: client.heard, stored: store.load() }
  }

  test('at any moment of taps, a Trust request and a restart give the same story as without', () => {
    const whole = story()
    expect(whole).toMatchObject({ discovered: [{ ok: true }], saved: [{ ok: true }] })
    fc.assert(
      fc.property(fc.nat({ max: MOMENTS }), (events) => {
        expect(story(events)).toEqual(whole)
      }),
      { numRuns: 60 },
    )
  })

  test('do so even if the unit lost everything in between, but for answers to those who no longer wait', () => {
    const { discovered: _, saved: __, ...whole } = story()
    fc.assert(
      fc.property(fc.nat({ max: MOMENTS }), (events) => {
        expect(story(events, true)).toMatchObject(whole)
      }),
      { numRuns: 60 },
    )
  })

  test('put a unit back where it was, whatever it did since', () => {
    const home = aHomeSite()
    home.keypad.tap(BLUE)
    home.world.settle()
    const snapshot = structuredClone(home.miniserver.snapshot())
    home.control({ type: 'edit-program', edits: [{ type: 'delete-user', uuid: userNamed('Anna') }] })
    home.world.settle()
    home.keypad.tap(BLUE)
    home.world.settle()
    expect(home.decisions().map(({ reason }) => reason)).toEqual(['ALLOWED', 'UNKNOWN_CREDENTIAL'])
    home.miniserver.restore(snapshot)
    home.keypad.tap(BLUE)
    home.world.settle()
    expect(home.decisions().at(-1)).toMatchObject({ reason: 'ALLOWED' })
  })

  test('carry over to another device of the same description, with what waits for its restart', () => {
    const [one, other] = [aHomeSite(), aHomeSite()]
    saveAgain(one)
    one.world.runUntil(() => !one.miniserver.running, 60_000)
    one.office.heartbeat('meanwhile')
    one.world.run(one.world.monotonicMs + LATENCY_MS.internal)
    const snapshot = structuredClone(one.miniserver.snapshot())
    other.world.run(one.world.monotonicMs)
    other.miniserver.restore(snapshot)
    expect(other.miniserver.running).toBe(false)
    other.world.advance(RESTART_MS)
    expect(other.miniserver.running).toBe(true)
    expect(other.office.heard.filter(({ type }) => type === 'answer').map(({ id }) => id)).toEqual(['meanwhile'])
  })

  test("carry over to another device what is still asked, so that an answer to that is nobody else's", () => {
    const [one, other] = [aHomeSite(), aHomeSite()]
    one.control({ type: 'discover', serial: OFFICE })
    const snapshot = structuredClone(one.miniserver.snapshot())
    one.world.settle()
    const asked = one.office.heard.find(({ type }) => type === 'discover')
    other.network.cut(OFFICE)
    // Not the ids that the first has given.
    other.world.random(4)
    other.miniserver.restore(snapshot)
    const replies = other.control({ type: 'discover', serial: OFFICE })
    other.miniserver.input({ type: 'trust-failed', to: OFFICE, id: asked?.id ?? '', reason: 'it is gone' })
    expect(replies).toEqual([])
    other.world.advance(10_000)
    expect(replies).toHaveLength(1)
  })

  test('of one without power are nothing, and take its power', () => {
    const home = aHomeSite()
    home.miniserver.powerOff()
    expect(home.miniserver.snapshot()).toBeNull()
    const other = aHomeSite()
    other.miniserver.restore(null)
    expect(other.miniserver.running).toBe(false)
  })
})

/** So many events the story has until its restart is over; afterwards nothing but signs of life happen. */
const MOMENTS = 80

/** Order counts only within one device: what several do at one instant comes as it comes. */
function byDevice(seen: readonly BusMessage[]): BusMessage[] {
  return seen.toSorted((a, b) => a.timeMs - b.timeMs || a.device.localeCompare(b.device))
}

function userNamed(name: string): string {
  const found = [...homeProgram().users.values()].find((user) => user.name === name)
  if (found === undefined) throw new TypeError(name)
  return found.uuid
}
