import type { UserPrincipal } from '../../../../sim/domain/access/principal.ts'
import { inactivityAt } from '../../../../sim/domain/access/status.ts'
import { wayIn } from '../ever.ts'
import type { Lint, LintedSite } from '../lint.ts'
import { bearsAnything, doorKey, doorsOf, isBornFor } from '../readers.ts'

export const doorClosed: Lint = {
  code: 'DOOR_CLOSED',
  finds: 'Nobody may ever open a door but who has Full Access, and nobody of these has what its reader takes.',
  mend: 'Give it to somebody, or take it out.',
  source: 'R109',
  isOfRig: true,
  *look({ program, index }) {
    const people = [...index.users.values()].filter(isEverEnabled)
    for (const door of doorsOf(program)) {
      const isOpen = people.some((user) => {
        const way = wayIn(index, user, doorKey(door))
        return way === 'allow' || (way === 'full-access' && isBornFor(door, user.user))
      })
      if (isOpen) continue
      const sentence = `Nobody may open "${door.name}" but who has Full Access, and they bear nothing that its reader takes.`
      yield { place: { of: 'control', id: door.uuid }, sentence }
    }
  },
}

export const userWithoutDoor: Lint = {
  code: 'USER_WITHOUT_DOOR',
  finds:
    'Somebody bears a tag, an iButton, an external ID or an access code and may open no door with it at any time, here or where they are shared to; or was added from another Miniserver and may open none.',
  mend: 'Allow a door, or take back what opens none.',
  source: 'R43, R109',
  isOfRig: true,
  *look(site) {
    if (doorsOf(site.program).length === 0) return
    for (const user of site.index.users.values()) {
      if (user.user.status.state === 'disabled' || user.user.disabledHere === true) continue
      if (!bearsAnything(user.user) || isBrought(site, user) || opensSomewhere(site, user)) continue
      const sentence = `${site.names.user(user.uuid)} may open no door, whatever the time.`
      yield { place: { of: 'user', id: user.uuid }, sentence }
    }
  },
}

/** Came along with a group: nobody said that it should be let in. */
function isBrought({ program }: LintedSite, { uuid, user }: UserPrincipal): boolean {
  const entries = [...program.imports.values()].filter((entry) => entry.uuid === uuid)
  return user.origin !== undefined && entries.every(({ locked }) => locked === true)
}

/** Its own people may be let in where they are shared to, too; who is shared is not known of a program by itself. */
function opensSomewhere(site: LintedSite, user: UserPrincipal): boolean {
  if (opensAny(site, user)) return true
  if (user.user.origin !== undefined) return false
  if (site.others === undefined) return site.program.trusts.size > 0
  return site.others().some((other) => {
    const there = other.index.users.get(user.uuid)
    return there !== undefined && opensAny(other, there)
  })
}

function opensAny({ program, index }: LintedSite, user: UserPrincipal): boolean {
  return doorsOf(program).some((door) => wayIn(index, user, doorKey(door)) !== undefined)
}

/** Switched off people let nobody in; who is enabled from or until some day does then. */
function isEverEnabled({ activity }: UserPrincipal): boolean {
  const isOpen = activity.fromMs < activity.untilMs
  return isOpen && inactivityAt({ ...activity, fromMs: -Infinity, untilMs: Infinity }, 0, ONLINE) === undefined
}

const ONLINE = { isOnline: () => true }
