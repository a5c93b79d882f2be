import type { InternetAccess } from '../../../sim/domain/connectivity/standing.ts'
import type { StoreRecord } from '../../../sim/domain/miniserver/effect.ts'
import { restoredRecords } from '../../../sim/domain/trust/records.ts'
import type { Drift } from '../../../sim/world/drift.ts'
import { delayBy } from '../../../sim/world/link/delay.ts'
import { dropNext, dropShare } from '../../../sim/world/link/drop.ts'
import type { LinkFault } from '../../../sim/world/link/link-fault.ts'
import type { OneWay } from '../../../sim/world/link/one-way.ts'
import { reorderNext } from '../../../sim/world/link/reorder.ts'
import { repeatNext } from '../../../sim/world/link/repeat.ts'
import type { VirtualNetwork } from '../../../sim/world/trust-links.ts'
import type { World } from '../../../sim/world/world.ts'
import { FaultBook, nameKey } from '../../fault-book.ts'
import { type Faults, type Lost, type Place, placeText, type Way } from '../../faults.ts'
import type { VirtualSite } from './site.ts'
import type { VirtualUnit } from './unit.ts'

export interface VirtualFaultsOptions {
  readonly world: World
  readonly network: VirtualNetwork
  readonly sites: ReadonlyMap<string, VirtualSite>
}

/** Faults of the virtual world: what the book lets through happens at once. */
export class VirtualFaults implements Faults {
  readonly #book = new FaultBook()
  readonly #world: World
  readonly #network: VirtualNetwork
  readonly #sites: ReadonlyMap<string, VirtualSite>
  readonly #disturbed = new Set<OneWay>()
  readonly #backUps = new Map<string, readonly StoreRecord[]>()

  constructor({ world, network, sites }: VirtualFaultsOptions) {
    this.#world = world
    this.#network = network
    this.#sites = sites
  }

  cut(ways: readonly Way[]): void {
    this.#book.cut(ways)
    for (const way of this.#ways(ways)) way.cut()
  }

  heal(ways: readonly Way[] | 'everything'): void {
    this.#book.heal(ways)
    for (const way of ways === 'everything' ? this.#disturbed : this.#ways(ways)) way.heal()
  }

  forward(site: string, access: InternetAccess): void {
    this.#network.forward(this.#site(site).serial, access)
  }

  internet(power: 'on' | 'off', site?: string): void {
    this.#book.internet(power, site)
    this.#network.internet(power, site === undefined ? undefined : this.#site(site).serial)
  }

  delay(ways: readonly Way[], byMs: number): void {
    this.#book.delay(ways)
    this.#disturb(ways, () => delayBy(byMs, this.#world))
  }

  drop(ways: readonly Way[], lost: Lost): void {
    this.#book.drop(ways)
    this.#disturb(ways, () =>
      'next' in lost ? dropNext(lost.next) : dropShare(lost.share, (bytes) => this.#world.random(bytes)),
    )
  }

  repeat(ways: readonly Way[], next: number): void {
    this.#book.repeat(ways)
    this.#disturb(ways, () => repeatNext(next))
  }

  reorder(ways: readonly Way[], next: number): void {
    this.#book.reorder(ways)
    this.#disturb(ways, () => reorderNext(next))
  }

  skew(site: string, drift: Drift): void {
    this.#book.skew()
    this.#world.skew(site, drift)
  }

  pause(place: Place): void {
    this.#book.pause(place)
    this.#unit(place).process.pause()
  }

  resume(place: Place): void {
    this.#book.resume(place)
    this.#unit(place).process.resume()
  }

  power(place: Place, power: 'on' | 'off'): void {
    this.#book.power(place, power)
    const unit = this.#unit(place)
    if (power === 'on') unit.powerOn()
    else unit.powerOff()
  }

  crash(place: Place): void {
    this.#book.crash(place)
    const unit = this.#unit(place)
    unit.powerOff()
    unit.powerOn()
  }

  backUp(site: string, name: string): void {
    this.#book.backUp(site, name)
    this.#backUps.set(nameKey(name), this.#site(site).store.load())
  }

  restore(site: string, name: string): void {
    this.#book.restore(site, name)
    const { unit, store } = this.#site(site)
    unit.powerOff()
    store.replace(restoredRecords(this.#backUps.get(nameKey(name)) ?? [], store.load()))
    unit.powerOn()
  }

  #disturb(ways: readonly Way[], fault: () => LinkFault): void {
    for (const way of this.#ways(ways)) way.disturb(fault())
  }

  #ways(ways: readonly Way[]): OneWay[] {
    const found = ways.map((way) => this.#way(way))
    for (const way of found) this.#disturbed.add(way)
    return found
  }

  #way({ from, to }: Way): OneWay {
    if (from.device !== undefined) return this.#unit(from).line.up
    if (to.device !== undefined) return this.#unit(to).line.down
    return this.#network.way(this.#site(from.site).serial, this.#site(to.site).serial)
  }

  #unit(place: Place): VirtualUnit {
    const site = this.#site(place.site)
    const unit = place.device === undefined ? site.unit : site.units.get(place.device)
    if (unit === undefined) throw new TypeError(`no device ${placeText(place)}`)
    return unit
  }

  #site(name: string): VirtualSite {
    const site = this.#sites.get(name)
    if (site === undefined) throw new TypeError(`no site ${name}`)
    return site
  }
}
