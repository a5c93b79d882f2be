import { RigError } from '../sim/domain/errors.ts'
import { didYouMean } from '../sim/domain/nearest.ts'
import { type Faults, type Place, placeText, type Way } from './faults.ts'

/** Keeps account of what is wrong with an estate, and refuses what cannot be. It does nothing to anybody. */
export class FaultBook implements Faults {
  readonly #cut = new Set<string>()
  readonly #disturbed = new Set<string>()
  readonly #paused = new Set<string>()
  readonly #off = new Set<string>()
  readonly #offline = new Set<string>()
  /** Sites by the names of their back-ups. */
  readonly #backUps = new Map<string, string>()

  cut(ways: readonly Way[]): void {
    const keys = ways.map(wayText)
    refuse(
      keys.some((key) => !this.#cut.has(key)),
      `nothing is left to cut: ${listed(keys)} is cut already`,
    )
    for (const key of keys) this.#cut.add(key)
  }

  heal(ways: readonly Way[] | 'everything'): void {
    const keys = ways === 'everything' ? [...this.#cut, ...this.#disturbed] : ways.map(wayText)
    const isWrong = keys.some((key) => this.#cut.has(key) || this.#disturbed.has(key))
    refuse(ways === 'everything' || isWrong, `nothing is wrong with ${listed(keys)}`)
    for (const key of keys) {
      this.#cut.delete(key)
      this.#disturbed.delete(key)
    }
  }

  forward(): void {}

  internet(power: 'on' | 'off', site = EVERYWHERE): void {
    const where = site === EVERYWHERE ? '' : ` at ${site}`
    refuse(this.#offline.has(site) === (power === 'on'), `the Internet${where} is ${power} already`)
    if (power === 'on') this.#offline.delete(site)
    else this.#offline.add(site)
  }

  delay(ways: readonly Way[]): void {
    this.#disturb(ways)
  }

  drop(ways: readonly Way[]): void {
    this.#disturb(ways)
  }

  repeat(ways: readonly Way[]): void {
    this.#disturb(ways)
  }

  reorder(ways: readonly Way[]): void {
    this.#disturb(ways)
  }

  skew(): void {}

  pause(place: Place): void {
    const key = this.#requirePower(place)
    refuse(!this.#paused.has(key), `cannot pause ${key}, which is paused already`)
    this.#paused.add(key)
  }

  resume(place: Place): void {
    const key = this.#requirePower(place)
    refuse(this.#paused.delete(key), `cannot resume ${key}, which is not paused`)
  }

  power(place: Place, power: 'on' | 'off'): void {
    const key = placeText(place)
    const isOff = this.#off.has(key)
    refuse(
      isOff === (power === 'on'),
      `cannot power ${power} ${key}, which has ${isOff ? 'no power' : 'power already'}`,
    )
    this.#paused.delete(key)
    if (power === 'on') this.#off.delete(key)
    else this.#off.add(key)
  }

  crash(place: Place): void {
    this.#paused.delete(this.#requirePower(place))
  }

  backUp(site: string, name: string): void {
    const key = nameKey(name)
    if (this.#backUps.has(key)) throw new RigError('NAME_TAKEN', `there is a back-up ${name} already`)
    this.#backUps.set(key, site)
  }

  restore(site: string, name: string): void {
    const key = this.#requirePower({ site })
    const of = this.#backUps.get(nameKey(name))
    if (of === site) return void this.#paused.delete(key)
    const names = [...this.#backUps].filter(([, each]) => each === site).map(([each]) => each)
    const what =
      of === undefined ? `there is no back-up ${name} yet` : `the back-up ${name} is of ${of}, not of ${site}`
    throw new RigError('NOT_FOUND', `${what}.${didYouMean(name, names)}`)
  }

  #disturb(ways: readonly Way[]): void {
    for (const way of ways) this.#disturbed.add(wayText(way))
  }

  #requirePower(place: Place): string {
    const key = placeText(place)
    if (this.#off.has(key)) throw new RigError('DEVICE_OFFLINE', `there is no power at ${key}; switch it on first`)
    return key
  }
}

/** In the place of a site: its line is not the only one. */
const EVERYWHERE = ''

/** Names of back-ups are compared as all names are. */
export function nameKey(name: string): string {
  return name.trim().toLowerCase()
}

function wayText({ from, to }: Way): string {
  return `what ${placeText(from)} sends to ${placeText(to)}`
}

function listed(ways: readonly string[]): string {
  return ways.join(', and ')
}

function refuse(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new RigError('USAGE', sentence)
}
