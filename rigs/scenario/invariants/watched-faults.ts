import type { Faults } from '../../faults.ts'

/** What of the world's doings bears on how a Miniserver is asked, and what it answers. */
export interface FaultsHeard {
  /** It stands still and answers nobody, or goes on, or begins anew. */
  stands(site: string, isStill: boolean): void
  /** An older state of it was brought back. */
  broughtBack(site: string): void
}

/** The same faults, with somebody who hears of those that happen to Miniservers. */
export function watchedFaults(faults: Faults, heard: FaultsHeard): Faults {
  return {
    cut: (ways) => faults.cut(ways),
    heal: (ways) => faults.heal(ways),
    delay: (ways, byMs) => faults.delay(ways, byMs),
    drop: (ways, lost) => faults.drop(ways, lost),
    repeat: (ways, next) => faults.repeat(ways, next),
    reorder: (ways, next) => faults.reorder(ways, next),
    skew: (site, drift) => faults.skew(site, drift),
    backUp: (site, name) => faults.backUp(site, name),
    async pause(place) {
      await faults.pause(place)
      if (place.device === undefined) heard.stands(place.site, true)
    },
    async resume(place) {
      await faults.resume(place)
      if (place.device === undefined) heard.stands(place.site, false)
    },
    async power(place, power) {
      await faults.power(place, power)
      if (place.device === undefined) heard.stands(place.site, false)
    },
    async crash(place) {
      await faults.crash(place)
      if (place.device === undefined) heard.stands(place.site, false)
    },
    async restore(site, name) {
      await faults.restore(site, name)
      heard.stands(site, false)
      heard.broughtBack(site)
    },
  }
}
