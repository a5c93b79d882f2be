import type { ControlCommand } from '../sim/domain/miniserver/control/command.ts'
import type { Caller } from '../sim/domain/miniserver/input.ts'
import type { Stamp } from '../sim/domain/time.ts'
import type { Random } from '../sim/ports/random.ts'
import type { BusMessage, CommandContent } from '../sim/protocol/bus/message.ts'
import type { AppLine } from './app/line.ts'
import type { SitePlan } from './factory/plan.ts'
import type { Faults, InternetFaults } from './faults.ts'
import type { RigFile } from './rig-file/shape.ts'

/**
 * The estate as the rig's commands see it: the same on every lane.
 *
 * On the virtual lane everything here happens in virtual time and resolves as soon as the world has settled; on live lanes it
 * crosses the broker and the Miniservers' HTTPS ports.
 */
export interface Estate extends AsyncDisposable {
  readonly file: RigFile
  readonly lane: 'virtual' | 'live' | 'containers'
  readonly clock: ClockService
  /** What the factory made for each site. */
  readonly plans: readonly SitePlan[]
  /** Each Miniserver's administrator, for who does not say who they are; who resets its password says so here. */
  readonly administrators: Map<string, Caller>
  /** Where each site's Miniserver listens; empty on the virtual lane. */
  readonly addresses: ReadonlyMap<string, MiniserverAddresses>
  /** The rig's own chance, for salts and uuids of what is made by hand: seeded on the virtual lane. */
  readonly random: Random
  /** What the world does to it; absent on the live lane. */
  readonly faults?: Faults
  /** What becomes of the Internet between its sites. */
  readonly internet: InternetFaults
  /** URL of the simulated Cloud DNS, which others may ask; absent on the virtual lane, and where no site has the Internet. */
  readonly cloudDns?: string
  /** Asks a Miniserver's control API. Refusals are thrown as RigErrors with the Miniserver's code and sentence. */
  control(site: string, caller: Caller, command: ControlCommand): Promise<unknown>
  /**
   * Puts requests to control APIs, each after so much time, without waiting for answers in between; so much time passes. Resolves
   * with what came of each, in their order.
   */
  putRequests(requests: readonly TimedRequest[], forMs: number): Promise<RequestOutcome[]>
  /** Does several things at one time: on the virtual lane at one instant, in an order that the seed decides. */
  together<Result>(tasks: readonly (() => Promise<Result>)[]): Promise<Result[]>
  /**
   * Connects to a Miniserver's public API as an App does, through the listener of the scope. Rejects with RigError DEVICE_OFFLINE
   * where nobody answers, HTTPS_PORT_REQUIRED where there is no such listener.
   */
  connectApp(site: string, scope: 'internal' | 'external'): Promise<AppLine>
  /** Publishes a command of the rig's own login to a device; returns the message's id. `content` may hold what `seal` made. */
  command(site: string, device: string, content: (messageId: string) => CommandContent): string
  /** Seals for a device of the estate: the rig is the factory and knows its key. */
  seal(site: string, device: string, text: string): string
  /** Calls `see` with every message on the bus from now on; the returned function ends that. */
  observe(see: (message: BusMessage) => void): () => void
  /** The last message of each retained topic: what a new observer of the bus would be told first. */
  retained(): Iterable<BusMessage>
  /**
   * Resolves with the first message from now on that `matches`.
   *
   * @param deadlineMs in the rig's own time; afterwards rejects with DEADLINE and `sentence`
   */
  next(matches: (message: BusMessage) => boolean, deadlineMs: number, sentence: string): Promise<BusMessage>
  /** Resolves when nothing is under way: every cause is answered. */
  settled(): Promise<void>
  /** What its disks hold, as whoever takes them away could read it; absent where they are elsewhere. */
  disks?(): Promise<readonly DiskText[]>
  /** Keys that Miniservers hold and no API tells; absent where nobody can look into them. */
  keysInside?(): readonly InnerKey[]
}

/** `what`: `the token key`. */
export interface InnerKey {
  readonly site: string
  readonly what: string
  readonly text: string
}

export interface TimedRequest {
  readonly site: string
  readonly caller: Caller
  readonly command: ControlCommand
  readonly afterMs: number
}

/** `code` where it was refused, or not answered. */
export interface RequestOutcome {
  readonly code?: string
}

/** Bytes of a disk, each as a character. */
export interface DiskText {
  /** `the disk of home, user/1a2b…` */
  readonly where: string
  readonly text: string
}

/** URLs of a Miniserver's listeners, as on the rig card. */
export interface MiniserverAddresses {
  readonly internal: { readonly http: string; readonly https?: string }
  readonly external?: { readonly https: string }
  /** `host:port` of UDP, where it has Network Intercommunication. */
  readonly intercommunication?: string
}

/** The one clock service of a rig (docs/design.md, "Time"). */
export interface ClockService {
  now(site: string): Stamp
  /** Moves wall and monotonic time of all devices together, timers firing at their instants, after everything has settled. */
  advance(durationMs: number): Promise<void>
  /** Moves one site's wall clock only. */
  setWall(site: string, wallMs: number): Promise<void>
  /** Time stands still until that is disposed; absent where no real hands are waited for, or clocks of other processes would go on. */
  hold?(): Disposable
  /** How long it takes a site's wall clock to go on by so much; absent where all clocks keep time. */
  timeFor?(site: string, wallMs: number): number
}
