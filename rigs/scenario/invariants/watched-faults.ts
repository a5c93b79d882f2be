import type { Done, Faults, Place } from '../../faults.ts'

/** What of the world's doings bears on how a Miniserver is asked, and what it answers. */
export interface FaultsHeard {
  /** It stands still and answers nobody, or goes on, or begins anew. */
  stands(site: string, isStill: boolean): void
  /** An older state of it was brought back. */
  broughtBack(site: string): void
}

/** The same faults, with somebody who hears of those that happen to Miniservers. */
export function watchedFaults(faults: Faults, heard: FaultsHeard): Faults {
  const standing = async (done: Done, { site, device }: Place, isStill: boolean): Promise<void> => {
    await done
    if (device === undefined) heard.stands(site, isStill)
  }
  return {
    cut: (ways) => faults.cut(ways),
    heal: (ways) => faults.heal(ways),
    delay: (ways, byMs) => faults.delay(ways, byMs),
    drop: (ways, lost) => faults.drop(ways, lost),
    repeat: (ways, next) => faults.repeat(ways, next),
    reorder: (ways, next) => faults.reorder(ways, next),
    skew: (site, drift) => faults.skew(site, drift),
    backUp: (site, name) => faults.backUp(site, name),
    pause: (place) => standing(faults.pause(place), place, true),
    resume: (place) => standing(faults.resume(place), place, false),
    power: (place, power) => standing(faults.power(place, power), place, false),
    crash: (place) => standing(faults.crash(place), place, false),
    async restore(site, name) {
      await faults.restore(site, name)
      heard.stands(site, false)
      heard.broughtBack(site)
    },
  }
}
