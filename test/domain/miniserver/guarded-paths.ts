import type { ApiReply } from '../../../sim/domain/miniserver/effect.ts'
import { uuidOf } from '../../helpers/a-program.ts'
import { type GuardedCase, outcomeOfPath } from './a-guarded-operation.ts'
import { EVA, type House, LAMP, type ReadProgram, SAFE } from './a-rights-house.ts'

const BEN = uuidOf('user', 'Ben')
const PEOPLE = uuidOf('group', 'People')
const ENTRY = uuidOf('calendar', 'Holidays')
const HASH = 'AB'.repeat(32)
const TAG = '04 11 22 33 44 55 66'
const STRANGER = '504F94A000FF'

const group = { uuid: PEOPLE, name: 'People', type: 'normal', groups: [] } as const
const addGroup = (house: House) => house.edit({ type: 'add-group', group })
const addEntry = (house: House) => {
  const days = { kind: 'yearly-date', month: 12, day: 24 } as const
  house.edit({ type: 'add-calendar-entry', entry: { uuid: ENTRY, name: 'Holidays', mode: 1, days } })
}
const ben = ({ users }: ReadProgram) => users.find(({ uuid }) => uuid === BEN)
const eva = ({ users }: ReadProgram) => users.find(({ uuid }) => uuid === EVA)

/** Each path of the public API that a right guards, asked for by Eva over HTTP; `own` those that are about her. */
export const GUARDED_PATHS: Readonly<Record<string, GuardedCase>> = {
  'dev/fslist': asks('dev/fslist/prog'),
  'dev/fsget': asks('dev/fsget/prog/program.json'),
  'dev/sps/calendargetentries': asks('dev/sps/calendargetentries'),
  'dev/sps/calendarcreateentry': changes(
    'dev/sps/calendarcreateentry/Fair/1/0/12/24',
    ({ calendar }) => calendar[0]?.name === 'Fair',
  ),
  'dev/sps/calendarupdateentry': changes(
    `dev/sps/calendarupdateentry/${ENTRY}/Fair/1/0/12/24`,
    ({ calendar }) => calendar[0]?.name === 'Fair',
    addEntry,
  ),
  'dev/sps/calendardeleteentry': changes(
    `dev/sps/calendardeleteentry/${ENTRY}`,
    ({ calendar }) => calendar.length === 0,
    addEntry,
  ),
  'dev/sps/getuserlist2': asks('dev/sps/getuserlist2'),
  'dev/sps/getuser': asks(`dev/sps/getuser/${BEN}`),
  'dev/sps/getgrouplist': asks('dev/sps/getgrouplist'),
  'dev/sps/addoredituser': changes(
    `dev/sps/addoredituser/${encodeURIComponent(JSON.stringify({ name: 'Dora' }))}`,
    ({ users }) => users.some(({ name }) => name === 'Dora'),
  ),
  'dev/sps/createuser': changes('dev/sps/createuser/Dora', ({ users }) => users.some(({ name }) => name === 'Dora')),
  'dev/sps/deleteuser': changes(`dev/sps/deleteuser/${BEN}`, (program) => ben(program) === undefined),
  'dev/sps/assignusertogroup': changes(
    `dev/sps/assignusertogroup/${BEN}/${PEOPLE}`,
    (program) => ben(program)?.groups.includes(PEOPLE) === true,
    addGroup,
  ),
  'dev/sps/removeuserfromgroup': changes(
    `dev/sps/removeuserfromgroup/${BEN}/${PEOPLE}`,
    (program) => ben(program)?.groups.includes(PEOPLE) === false,
    (house) => {
      addGroup(house)
      house.edit({ type: 'assign-to-group', principal: `user:${BEN}`, group: PEOPLE })
    },
  ),
  'dev/sps/updateuserpwdh': changes(
    `dev/sps/updateuserpwdh/${BEN}/${HASH}`,
    (program) => ben(program)?.password?.hash === HASH,
  ),
  'dev/sps/updateuservisupwdh': changes(
    `dev/sps/updateuservisupwdh/${BEN}/${HASH}`,
    (program) => ben(program)?.visuPassword?.hash === HASH,
  ),
  'dev/sps/updateuseraccesscode': changes(
    `dev/sps/updateuseraccesscode/${BEN}/4711`,
    (program) => ben(program)?.codeDigest !== undefined,
  ),
  'dev/sps/addusernfc': changes(
    `dev/sps/addusernfc/${BEN}/${encodeURIComponent(TAG)}/card`,
    (program) => ben(program)?.tags.some(({ name }) => name === 'card') === true,
  ),
  'dev/sps/removeusernfc': changes(
    (house) => `dev/sps/removeusernfc/${BEN}/${encodeURIComponent(house.user(BEN).tags[0]?.id ?? '')}`,
    (program) => ben(program)?.tags.length === 0,
  ),
  'dev/sps/getcontrolpermissions': asks(`dev/sps/getcontrolpermissions/${LAMP}`),
  'dev/sps/getcustomuserfields': asks('dev/sps/getcustomuserfields'),
  'dev/sps/getuserpropertyoptions': asks('dev/sps/getuserpropertyoptions'),
  'dev/sps/checkuserid': asks('dev/sps/checkuserid/1001'),
  'dev/sps/trustusermanagement/peers': asks('dev/sps/trustusermanagement/peers'),
  'dev/sps/trustusermanagement/discover': {
    ...asks(`dev/sps/trustusermanagement/discover/${STRANGER}`),
    granted: '404',
  },
  'dev/sps/trustusermanagement/add': asks(`dev/sps/trustusermanagement/add/${STRANGER}/${BEN}`),
  'dev/sps/trustusermanagement/remove': asks(`dev/sps/trustusermanagement/remove/${STRANGER}/${BEN}`),
  'dev/sps/trustusermanagement/edit': asks('dev/sps/trustusermanagement/edit/%7B%7D'),
  // An App, and nobody to go on at.
  'dev/sps/trustlink/peers': asksInApp('jdev/sps/trustlink/peers', 'done'),
  'dev/sps/trustlink/open': asksInApp(`jdev/sps/trustlink/open/${STRANGER}`, 'no Miniserver to go on at'),
  'dev/sys/getjwt': logsIn((house, socket) => house.logIn(socket, 'getjwt')),
  'dev/sys/gettoken': logsIn((house, socket) => house.logIn(socket, 'gettoken')),
  authwithtoken: logsIn((house, socket) => house.ask(socket, `authwithtoken/${house.token(socket)}/Eva`)),
  'dev/cfg/version': asks('dev/cfg/version'),
  'data/LoxAPP3.json': asks('data/LoxAPP3.json'),
  'dev/sps/LoxAPPversion3': asks('dev/sps/LoxAPPversion3'),
  'dev/sps/enablebinstatusupdate': {
    act: (house, scope) => {
      house.socket('Eva', 'socket', scope)
      return outcomeOfPath(house.ask('socket', 'jdev/sps/enablebinstatusupdate'))
    },
  },
  'dev/sps/io': asks(`dev/sps/io/${LAMP}/on`),
  'dev/sps/ios': secured((hash) => `dev/sps/ios/${hash}/${SAFE}/on`),
  'dev/sys/getvisusalt': asks('dev/sys/getvisusalt/Eva'),
  'dev/sps/checkuservisupwd': secured((hash) => `dev/sps/checkuservisupwd/${hash}`),
  'dev/sps/calendargetheatperiod': asks('dev/sps/calendargetheatperiod'),
  'dev/sps/calendargetcoolperiod': asks('dev/sps/calendargetcoolperiod'),
}

/** The same of her own, for which Change Own Passwords is enough. */
export const OWN_PATHS: Readonly<Record<string, GuardedCase>> = {
  'dev/sps/updateuserpwdh': changes(
    `dev/sps/updateuserpwdh/${EVA}/${HASH}`,
    (program) => eva(program)?.password?.hash === HASH,
  ),
  'dev/sps/updateuservisupwdh': changes(
    `dev/sps/updateuservisupwdh/${EVA}/${HASH}`,
    (program) => eva(program)?.visuPassword?.hash === HASH,
  ),
  'dev/sps/updateuseraccesscode': changes(
    `dev/sps/updateuseraccesscode/${EVA}/4711`,
    (program) => eva(program)?.codeDigest !== undefined,
  ),
}

function asks(path: string): GuardedCase {
  return { act: (house, scope) => outcomeOfPath(house.http(`/${path}`, { scope })) }
}

function changes(
  path: string | ((house: House) => string),
  isSo: (program: ReadProgram) => boolean,
  prepare: (house: House) => void = () => {},
): GuardedCase {
  const of = (house: House) => (typeof path === 'function' ? path(house) : path)
  return {
    prepare,
    act: (house, scope) => outcomeOfPath(house.http(`/${of(house)}`, { scope })),
    shows: (house) => isSo(house.program()),
    afterwards: true,
  }
}

/** On a socket that Eva logged in with a token that may be taken to other Miniservers, before her rights became what they are. */
function asksInApp(path: string, granted: string): GuardedCase {
  return {
    act: (house, scope) => {
      house.connect('app', scope)
      const login = house.ask('app', `authwithtoken/${house.token('app', APP_AND_TRUST)}/Eva`)
      if (login.code !== 200) return outcomeOfPath(login)
      const { code, value } = house.ask('app', path)
      return code === 403 && value !== 'no right Web Interface/Apps here'
        ? 'no Miniserver to go on at'
        : outcomeOfPath({ code })
    },
    granted,
  }
}

const APP_AND_TRUST = 0x4004

/** Eva proves her User Interface Password, which the owner gave her. */
function secured(path: (hash: string) => string): GuardedCase {
  return {
    prepare: (house) => house.giveVisuPassword(),
    act: (house, scope) => outcomeOfPath(house.http(`/${path(house.visuHash(scope))}`, { scope })),
  }
}

/** The later read is what the same socket is answered then. */
function logsIn(logIn: (house: House, socket: string) => ApiReply): GuardedCase {
  return {
    act: (house, scope) => {
      house.connect('socket', scope)
      const login = logIn(house, 'socket')
      return outcomeOfPath(login.code === 200 ? house.ask('socket', 'jdev/sps/LoxAPPversion3') : login)
    },
  }
}
