import type { ApiCommand } from '../domain/miniserver/api-command.ts'
import { bootMiniserver, type NewMiniserver } from '../domain/miniserver/boot.ts'
import type { ControlCommand } from '../domain/miniserver/control/command.ts'
import type { ControlReply, Effect, StoreRecord } from '../domain/miniserver/effect.ts'
import type { Env } from '../domain/miniserver/env.ts'
import type { Caller, Input, UntimedInput } from '../domain/miniserver/input.ts'
import { keysInside } from '../domain/miniserver/keys-inside.ts'
import type { MiniserverState } from '../domain/miniserver/state.ts'
import { stepMiniserver } from '../domain/miniserver/step.ts'
import { isFactoryPasswordActive } from '../domain/program/factory.ts'
import type { ApiSessions } from '../ports/api.ts'
import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import type { Datagrams } from '../ports/datagrams.ts'
import type { Store } from '../ports/store.ts'
import type { TrustLinks } from '../ports/trust-links.ts'
import type { DeviceDescription } from '../protocol/bus/message.ts'
import { encodePacket } from '../protocol/intercommunication/packet.ts'
import { ALIVE, BusPresence } from './bus-presence.ts'
import type { Device } from './device.ts'
import { hearPorts } from './miniserver-hearing.ts'
import { publicationOf } from './miniserver-publication.ts'
import { dataOf, type MiniserverSnapshot, stateFrom } from './miniserver-snapshot.ts'
import { NO_POWER } from './no-power.ts'
import { fromPlain, type Plain, toPlain } from './plain-data.ts'
import { Timers } from './timers.ts'

export interface MiniserverPorts {
  readonly bus: Bus
  readonly clock: Clock
  readonly store: Store
  readonly links: TrustLinks
  readonly api: ApiSessions
  /** Of Network Intercommunication. */
  readonly datagrams: Datagrams
  readonly env: Env
}

/** Messages of peers that wait while a unit restarts; more are lost. */
const EARLY_MAX = 100

/** A save restarts the unit; this long it answers 503 [P]. */
export const RESTART_MS = 20

/** A Miniserver: `stepMiniserver` with its ports around it. It decides nothing itself. */
export class Miniserver implements Device {
  readonly site: string
  readonly name = 'miniserver'
  readonly #unit: NewMiniserver
  readonly #ports: MiniserverPorts
  readonly #presence: BusPresence
  readonly #timers: Timers<string>
  readonly #awaited = new Map<number, (reply: ControlReply) => void>()
  #state: MiniserverState | undefined
  #running = false
  readonly #early: UntimedInput[] = []
  #requests = 0
  /** What follows from commits that are not durable yet, by the order of the commits. */
  readonly #following = new Map<number, Effect[]>()
  #commits = 0

  constructor(unit: NewMiniserver, description: DeviceDescription, ports: MiniserverPorts) {
    this.site = unit.identity.site
    this.#unit = unit
    this.#ports = ports
    const { bus, clock } = ports
    this.#timers = new Timers(clock, (timer) => this.#fired(timer))
    this.#presence = new BusPresence(
      { site: this.site, name: this.name, description },
      { bus, clock, timers: this.#timers },
    )
    hearPorts(ports, { input: (input) => this.input(input), heard: (input) => this.#heard(input) })
  }

  /** False while it has no power or restarts after a save: the API answers 503 then. */
  get running(): boolean {
    return this.#running
  }

  /** Whether admin/admin opens it: then nobody comes in from outside (DIFF-1). */
  get isUnsecured(): boolean {
    return this.#state !== undefined && isFactoryPasswordActive(this.#state.program, this.#ports.env.hash)
  }

  /** None without power. */
  get keysInside(): ReadonlyMap<string, string> {
    return this.#state === undefined ? new Map() : keysInside(this.#state)
  }

  /** Starts from what its store holds; from its description's program where that is nothing. */
  powerOn(records: Iterable<StoreRecord> = []): void {
    const { state, effects } = bootMiniserver(this.#unit, records, this.#ports.clock.now(), this.#ports.env)
    this.#state = state
    this.#running = true
    this.#presence.powerOn(`${this.site}-${this.#ports.env.random(4)}`)
    this.#carryOut(effects)
    this.input({ type: 'booted' })
  }

  powerOff(): void {
    this.#running = false
    this.#state = undefined
    this.#early.length = 0
    this.#following.clear()
    this.#timers.clear()
    for (const answer of this.#awaited.values()) answer(NO_POWER)
    this.#awaited.clear()
  }

  /** What reaches it is answered at once by effects; without power, or while it restarts, it is lost. */
  input(input: UntimedInput): void {
    if (this.#state === undefined || !this.#running) return
    this.#carryOut(stepMiniserver(this.#state, { at: this.#ports.clock.now(), ...input } as Input, this.#ports.env))
  }

  /** What a peer says while the unit restarts waits in its network card, as it would with TCP. */
  #heard(input: UntimedInput): void {
    if (this.#state !== undefined && !this.#running && this.#early.length < EARLY_MAX) this.#early.push(input)
    else this.input(input)
  }

  /** loxrig's own control API. `answer` is called once, possibly much later. */
  control(caller: Caller, command: ControlCommand, answer: (reply: ControlReply) => void): void {
    if (!this.#running) return answer(NO_POWER)
    this.#awaited.set(++this.#requests, answer)
    this.input({ type: 'control', request: this.#requests, caller, command })
  }

  api(session: string, request: number, command: ApiCommand): void {
    this.input({ type: 'api-command', session, request, command })
  }

  snapshot(): Plain {
    if (this.#state === undefined) return null
    return toPlain({
      state: dataOf(this.#state),
      running: this.#running,
      early: this.#early,
      requests: this.#requests,
      following: this.#following,
      commits: this.#commits,
      timers: this.#timers.snapshot(),
      presence: this.#presence.snapshot(),
    })
  }

  restore(snapshot: Plain): void {
    if (snapshot === null) return this.powerOff()
    const { state, running, early, requests, following, commits, timers, presence } = fromPlain(
      snapshot,
    ) as MiniserverSnapshot
    this.#state = stateFrom(state)
    this.#running = running
    this.#early.splice(0, this.#early.length, ...early)
    // Who waits here for an answer, and what the store has here, keep numbers of their own.
    this.#requests = Math.max(this.#requests, requests)
    this.#commits = Math.max(this.#commits, commits)
    this.#timers.restore(timers)
    this.#presence.restore(presence)
    this.#awaitDurable(following)
  }

  #fired(timer: string): void {
    if (timer === ALIVE) return this.#presence.alive()
    if (timer !== RESTART) return this.input({ type: 'timer', timer })
    this.#running = true
    this.#presence.publish({ channel: '$state', data: 'ready' })
    this.input({ type: 'booted' })
    for (const early of this.#early.splice(0)) this.input(early)
  }

  #carryOut(effects: readonly Effect[]): void {
    for (const effect of effects) this.#one(effect)
  }

  #one(effect: Effect): void {
    const { links, api } = this.#ports
    switch (effect.type) {
      case 'commit':
        return this.#commit(effect)
      case 'set-timer':
        return this.#timers.set(effect.timer, effect.atMonotonicMs)
      case 'cancel-timer':
        return this.#timers.cancel(effect.timer)
      case 'api-reply':
        return api.reply(effect.session, effect.request, effect.reply)
      case 'api-states':
        return api.states(effect.session, effect.changes)
      case 'api-close':
        return api.close(effect.session, effect.code, effect.reason)
      case 'control-reply':
        return this.#answer(effect.request, effect.reply)
      case 'trust-send':
        return links.send(effect.to, effect.message, effect.address)
      case 'intercommunication-send':
        return this.#ports.datagrams.send(effect.to, encodePacket(effect.packet))
      case 'restart':
        return this.#restart()
      default: {
        const { content, options } = publicationOf(effect)
        return this.#presence.publish(content, options)
      }
    }
  }

  /** What follows from a commit dies with a loss of power, also where the store outlives it. */
  #commit({ records, then }: Effect & { type: 'commit' }): void {
    const following: Effect[] = []
    const commit = ++this.#commits
    this.#following.set(commit, following)
    this.#ports.store.commit(records, () => this.#durable(commit))
    // While the disk writes.
    following.push(...then)
  }

  #durable(commit: number): void {
    const following = this.#following.get(commit)
    this.#following.delete(commit)
    this.#carryOut(following ?? [])
  }

  /** Batches become durable in the order committed: an empty one behind those under way is told when they are. */
  #awaitDurable(following: ReadonlyMap<number, Effect[]>): void {
    this.#following.clear()
    for (const [commit, effects] of following) {
      this.#following.set(commit, effects)
      this.#ports.store.commit([], () => this.#durable(commit))
    }
  }

  #answer(request: number, reply: ControlReply): void {
    const answer = this.#awaited.get(request)
    this.#awaited.delete(request)
    answer?.(reply)
  }

  /** All sockets close; until it is up again only what peers of its Trusts say waits, all else is lost, as with the real one. */
  #restart(): void {
    this.#running = false
    this.#timers.clearBut(ALIVE)
    this.#presence.publish({ channel: '$state', data: 'init' })
    this.#ports.api.closeAll(RESTARTING)
    for (const answer of this.#awaited.values()) answer(NO_POWER)
    this.#awaited.clear()
    this.#timers.set(RESTART, this.#ports.clock.now().monotonicMs + RESTART_MS)
  }
}

const RESTART = 'restart'
const RESTARTING = 'the Miniserver restarts'
