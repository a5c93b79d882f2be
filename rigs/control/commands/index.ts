import type { z } from 'zod'
import type { RigCommand } from '../command.ts'
import { adapter, adapterClose } from './adapter.ts'
import { attach, attachLearn, detach } from './attach.ts'
import { audit, auditCompact, auditDiff } from './audit.ts'
import { calendarAdd, calendarDelete, calendarList } from './calendar.ts'
import { configDiscard, configList, configLoad, configSave } from './config.ts'
import { configBackup, configRestore } from './config-backup.ts'
import { configDiff } from './config-diff.ts'
import { configRename } from './config-rename.ts'
import { explain } from './explain.ts'
import { factoryReset } from './factory-reset.ts'
import { groupAdd, groupAssign, groupDelete, groupEdit, groupList, groupMembers } from './group.ts'
import { history } from './history.ts'
import { intercomAct, intercomCloseStream, intercomList, ring } from './intercom.ts'
import { intercommunicationShow } from './intercommunication.ts'
import { ioAdd, ioDelete, ioList, ioSet } from './io.ts'
import { key } from './key.ts'
import { keypadCode, keypadList, keypadRemove, keypadTag } from './keypad.ts'
import { learn } from './learn.ts'
import { logicShow } from './logic.ts'
import { modeList, modeSet } from './mode.ts'
import { deny, grant, revoke } from './permission.ts'
import { permissionsEdit, permissionsShow } from './permissions.ts'
import { presentExternalId, tap, touch } from './present.ts'
import { batteryLow, plug, tamper, unplug } from './report.ts'
import { scheduleAdd, scheduleDelete, scheduleEdit, scheduleList } from './schedule.ts'
import { sdCard } from './sd-card.ts'
import { status } from './status.ts'
import { timeAdvance, timeSet, timeShow } from './time.ts'
import { trustAddMember, trustCreate, trustJoin, trustKey, trustLinks, trustStatus } from './trust.ts'
import { trustArrange } from './trust-arrange.ts'
import { trustDissolve, trustLeave, trustRemoveMember } from './trust-end.ts'
import { trustIntercomAdd, trustPeriphery, trustPeripheryAdd } from './trust-periphery.ts'
import { trustTakeOver, trustTakeOverUser } from './trust-take-over.ts'
import { trustUsers, trustUsersAdd, trustUsersRemove } from './trust-users.ts'
import { userAdd, userDelete, userEdit, userList, userShow } from './user.ts'
import { usersExport, usersImport, usersPreview, usersTemplate } from './users.ts'

/** Every command of the rig, in the order of its reference. */
export const RIG_COMMANDS = [
  ...[status, tap, touch, presentExternalId, key, batteryLow, tamper, unplug, plug, learn, ring],
  ...[intercomList, intercomAct, intercomCloseStream],
  ...[configLoad, configSave, configDiscard, configList, configDiff, configRename, configBackup, configRestore],
  ...[userAdd, userEdit, userDelete, userShow, userList],
  ...[keypadList, keypadCode, keypadTag, keypadRemove],
  ...[usersTemplate, usersPreview, usersImport, usersExport],
  ...[groupAdd, groupEdit, groupAssign, groupMembers, groupDelete, groupList],
  ...[grant, deny, revoke, permissionsShow, permissionsEdit],
  ...[scheduleAdd, scheduleEdit, scheduleDelete, scheduleList],
  ...[modeList, modeSet, calendarAdd, calendarDelete, calendarList],
  ...[
    trustCreate,
    trustAddMember,
    trustKey,
    trustJoin,
    trustUsers,
    trustUsersAdd,
    trustUsersRemove,
    trustStatus,
    trustLinks,
  ],
  ...[trustPeriphery, trustPeripheryAdd, trustIntercomAdd, ioList, ioAdd, ioDelete, ioSet],
  ...[trustArrange, trustRemoveMember, trustLeave, trustDissolve, trustTakeOver, trustTakeOverUser],
  ...[explain, audit, auditCompact, auditDiff, history, logicShow, intercommunicationShow],
  ...[timeShow, timeAdvance, timeSet],
  ...[attach, attachLearn, detach, adapter, adapterClose, sdCard, factoryReset],
] as const

type Command = (typeof RIG_COMMANDS)[number]
export type RigCommandName = Command['name']
type Named<Name extends RigCommandName> = Extract<Command, { readonly name: Name }>
export type RigCommandInput<Name extends RigCommandName> = z.input<Named<Name>['input']>
export type RigCommandOutput<Name extends RigCommandName> = z.output<Named<Name>['output']>

const BY_NAME: ReadonlyMap<string, RigCommand> = new Map(RIG_COMMANDS.map((command) => [command.name, command]))

export function rigCommandNamed(name: string): RigCommand | undefined {
  return BY_NAME.get(name)
}
