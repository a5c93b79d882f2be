import { type InternetAccess, type Standing, waysOf } from '../../../sim/domain/connectivity/standing.ts'
import type { Serial } from '../../../sim/domain/program/names.ts'
import type { NetworkReading, NetworkView } from '../../../sim/io/network-view.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import type { CloudUnit } from '../../../sim/protocol/loxone/cloud-dns.ts'
import type { SitePlan } from '../../factory/plan.ts'
import { FaultBook } from '../../fault-book.ts'
import type { InternetFaults } from '../../faults.ts'
import type { Reached } from '../../placements/running.ts'

export interface LiveInternetOptions {
  readonly plans: readonly SitePlan[]
  /** Of the rig's own process. */
  readonly view: Pick<NetworkView, 'follow'>
  /** Tells other processes of a new reading. */
  readonly publish: () => void
  /** Resolves when all follow it. */
  readonly followed: () => Promise<void>
}

type Unit = NetworkReading['units'][string] & { readonly http?: string }

/** The networks between the Miniservers of a live rig: as the rig file has them, then as steps and the Miniservers say. */
export class LiveInternet implements InternetFaults {
  readonly #options: LiveInternetOptions
  readonly #book = new FaultBook()
  readonly #serials: ReadonlyMap<string, Serial>
  readonly #units: Map<Serial, Unit>
  #isUp = true
  #isUsed: boolean
  /** Whether a Miniserver may be elsewhere than its peers were told. */
  #mayHaveMoved = false

  constructor(options: LiveInternetOptions) {
    const { plans } = options
    this.#options = options
    this.#serials = new Map(plans.map(({ site, identity }) => [site, identity.serial]))
    this.#units = new Map(plans.map((plan) => [plan.identity.serial, standingOf(plan)]))
    this.#isUsed = plans.some(({ lan, access }) => lan !== '' || waysOf(access).length > 0)
    this.#follow()
  }

  /** Whether anybody has said anything of networks. */
  get isUsed(): boolean {
    return this.#isUsed
  }

  /** As it is now; `undefined` while all are in one LAN, without a word on it, where their peers were told. */
  get reading(): NetworkReading | undefined {
    if (!this.#isUsed && !this.#mayHaveMoved) return undefined
    return { isInternetUp: this.#isUp, units: Object.fromEntries([...this.#units].map(withoutHttp)) }
  }

  /**
   * Where the Miniservers listen, once they do. Those of a rig that was taken up knew each other before, and a port that somebody
   * else has by now moved: a LAN finds them again (P-248). With a `host` of their own, as containers have, they do not move.
   */
  listens(
    listening: ReadonlyMap<string, Reached>,
    { listen, isTakenUp }: { listen: string; isTakenUp: boolean },
  ): void {
    for (const [site, { host, http, https, externalHttps }] of listening) {
      const near = host ?? listen
      const internal = isTakenUp && host === undefined ? { internal: `${listen}:${https}` } : {}
      const external = externalHttps === undefined ? {} : { external: `${near}:${externalHttps}` }
      this.#change(site, { http: `${near}:${http}`, ...internal, ...external })
    }
    this.#mayHaveMoved = isTakenUp
    this.#follow()
  }

  /** Takes what Miniservers report of themselves. */
  see(message: BusMessage): void {
    const { channel, site, device } = message
    if (channel !== 'state' || device !== 'miniserver' || message.name !== 'unsecured') return
    this.#change(site, { isUnsecured: message.data.value === true })
    this.#follow()
    if (this.#isUsed) this.#options.publish()
  }

  /** What Cloud DNS knows of a Miniserver; `undefined` for one that is none of this rig. */
  find(serial: Serial): CloudUnit | undefined {
    const unit = this.#units.get(serial)
    return unit && { ...unit, isOnline: unit.isOnline && this.#isUp }
  }

  async forward(site: string, access: InternetAccess): Promise<void> {
    this.#change(site, { access })
    await this.#told()
  }

  async internet(power: 'on' | 'off', site?: string): Promise<void> {
    this.#book.internet(power, site)
    if (site === undefined) this.#isUp = power === 'on'
    else this.#change(site, { isOnline: power === 'on' })
    await this.#told()
  }

  #change(site: string, change: Partial<Unit>): void {
    const serial = this.#serials.get(site) ?? ''
    const unit = this.#units.get(serial)
    if (unit !== undefined) this.#units.set(serial, { ...unit, ...change })
  }

  async #told(): Promise<void> {
    this.#isUsed = true
    this.#follow()
    this.#options.publish()
    await this.#options.followed()
  }

  #follow(): void {
    const { reading } = this
    if (reading !== undefined) this.#options.view.follow(reading)
  }
}

function standingOf({ lan, access, identity }: SitePlan): Standing {
  return { lan, access, miniserverType: identity.miniserverType, isUnsecured: false, isOnline: true }
}

function withoutHttp([serial, { http: _, ...unit }]: [Serial, Unit]): [Serial, NetworkReading['units'][string]] {
  return [serial, unit]
}
