import { GLOBAL_STATES } from '../../domain/miniserver/api/control-states.ts'
import { stateUuid } from '../../domain/miniserver/api/state-uuid.ts'
import type { StructureView } from '../../domain/miniserver/api/structure-view.ts'
import { globalUuid } from '../../domain/miniserver/api/values.ts'
import type { Uuid } from '../../domain/program/names.ts'
import { structureControl, structureScene } from './structure-control.ts'

/** `LoxAPP3.json` of one user, in the key order of real files (docs/miniserver-protocol.md §2.1). */
export function structureFile(view: StructureView) {
  return {
    lastModified: view.lastModified,
    msInfo: miniserverInfo(view),
    globalStates: statesOf(globalUuid(view.identity.serial), Object.keys(GLOBAL_STATES)),
    operatingModes: Object.fromEntries(view.operatingModes.map(({ id, name }) => [String(id), name])),
    rooms: Object.fromEntries(view.rooms.map((room) => [room.uuid, group(room, { type: 0 })])),
    cats: Object.fromEntries(
      view.categories.map((category) => [category.uuid, group(category, { type: 'undefined' })]),
    ),
    controls: Object.fromEntries([
      ...view.controls.map((control) => [control.uuid, structureControl(control, view)] as const),
      ...view.scenes.map((scene) => [scene.uuid, structureScene(scene)] as const),
    ]),
    weatherServer: {},
    times: {},
    caller: {},
    mailer: {},
    autopilot: {},
    messageCenter: {},
  }
}

function statesOf(owner: Uuid, names: readonly string[]): Record<string, Uuid> {
  return Object.fromEntries(names.map((name) => [name, stateUuid(owner, name)]))
}

/** What the simulation knows, and neutral values for the rest, since clients require the keys. */
function miniserverInfo({ identity, user, heating, cooling }: StructureView) {
  return {
    serialNr: identity.serial,
    msName: identity.name,
    projectName: identity.site,
    location: '',
    heatPeriodStart: heating.from,
    heatPeriodEnd: heating.to,
    coolPeriodStart: cooling.from,
    coolPeriodEnd: cooling.to,
    catTitle: 'Category',
    roomTitle: 'Room',
    miniserverType: identity.miniserverType,
    localUrl: identity.internalAddress ?? '',
    remoteUrl: identity.externalAddress ?? '',
    languageCode: 'ENG',
    currency: '€',
    tempUnit: 0,
    squareMeasure: 'm²',
    latitude: 0,
    longitude: 0,
    altitude: 0,
    sortByRating: false,
    deviceMonitor: globalUuid(identity.serial),
    gatewayType: 0,
    currentUser: {
      name: user.name,
      uuid: user.uuid,
      isAdmin: user.isAdmin,
      changePassword: user.mayChangePassword,
      userRights: user.userRights,
    },
  }
}

function group<Rest>({ uuid, name }: { readonly uuid: Uuid; readonly name: string }, rest: Rest) {
  return { uuid, name, image: '', defaultRating: 0, isFavorite: false, ...rest, color: '#69C350' }
}
