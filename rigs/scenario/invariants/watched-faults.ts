import { waysOf } from '../../../sim/domain/connectivity/standing.ts'
import { type Done, type Faults, type InternetFaults, type Place, placeText, type Way } from '../../faults.ts'

/** What of the world's doings bears on how a Miniserver is asked, and what it answers. */
export interface FaultsHeard {
  /** It stands still and answers nobody, or goes on, or begins anew. */
  stands(site: string, isStill: boolean): void
  /** An older state of it was brought back. */
  broughtBack(site: string): void
  /** Something is wrong there from now on, or no longer. A link's end is where what it loses goes to. */
  disturbed(where: string | 'everywhere', isDisturbed: boolean): void
}

/** The same faults, with somebody who hears of those that happen to Miniservers and between them. */
export function watchedFaults(faults: Faults, heard: FaultsHeard): Faults {
  const standing = async (done: Done, place: Place, isStill: boolean, lasts = isStill): Promise<void> => {
    await done
    heard.disturbed(placeText(place), lasts)
    if (place.device === undefined) heard.stands(place.site, isStill)
  }
  const linked = (done: Done, ways: readonly Way[] | 'everything', isDisturbed: boolean): Done => {
    if (ways === 'everything') heard.disturbed('everywhere', isDisturbed)
    else for (const { from, to } of ways) heard.disturbed(`${placeText(from)} to ${placeText(to)}`, isDisturbed)
    return done
  }
  return {
    cut: (ways) => linked(faults.cut(ways), ways, true),
    heal: (ways) => linked(faults.heal(ways), ways, false),
    delay: (ways, byMs) => linked(faults.delay(ways, byMs), ways, true),
    drop: (ways, lost) => linked(faults.drop(ways, lost), ways, true),
    repeat: (ways, next) => linked(faults.repeat(ways, next), ways, true),
    reorder: (ways, next) => linked(faults.reorder(ways, next), ways, true),
    ...watchedInternet(faults, heard),
    skew: (site, drift) => faults.skew(site, drift),
    backUp: (site, name) => faults.backUp(site, name),
    pause: (place) => standing(faults.pause(place), place, true),
    resume: (place) => standing(faults.resume(place), place, false),
    power: (place, power) => standing(faults.power(place, power), place, false, power === 'off'),
    crash: (place) => standing(faults.crash(place), place, false),
    async restore(site, name) {
      await faults.restore(site, name)
      heard.disturbed(site, false)
      heard.stands(site, false)
      heard.broughtBack(site)
    },
  }
}

/** The same of the Internet alone. */
export function watchedInternet(internet: InternetFaults, heard: Pick<FaultsHeard, 'disturbed'>): InternetFaults {
  return {
    forward(site, access) {
      // Whether anybody reaches it so is for the network to say: with a way of any kind nothing is wrong.
      const isReached = waysOf(access).length > 0 && access.https !== false && access.forwarded !== false
      heard.disturbed(`the Internet at ${site}`, !isReached)
      return internet.forward(site, access)
    },
    internet(power, site) {
      heard.disturbed(site === undefined ? 'the Internet' : `the line of ${site}`, power === 'off')
      return internet.internet(power, site)
    },
  }
}
