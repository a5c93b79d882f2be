import { describe, expect, test } from 'vitest'
import { applyEdit, type ProgramEdit } from '../../../../sim/domain/program/edit.ts'
import { programFromJson, programToJson } from '../../../../sim/domain/program/json.ts'
import { findObject, findUser } from '../../../../sim/domain/program/lookup.ts'
import type { Program } from '../../../../sim/domain/program/program.ts'
import { shareTrust } from '../../../helpers/share-trust.ts'
import { GREEN, OFFICE } from '../a-home.ts'
import { decisionsIn, Unit } from '../a-unit.ts'
import { ask, OK, passwordOf, refused, withLogin } from './asking.ts'

function load(unit: Unit): Program {
  const reply = ask(unit, { type: 'load-program' })
  if (!reply.ok) throw new TypeError(reply.message)
  return programFromJson(reply.value)
}

function save(unit: Unit, document: Program) {
  return ask(unit, { type: 'save-program', program: programToJson(document) })
}

/** Clara may enter by the front door. */
function mayEnter(unit: Unit): ProgramEdit {
  const { program } = unit.state
  const principal = `user:${findUser(program, 'Clara').uuid}` as const
  const object = findObject(program, 'access:Front Door')
  return { type: 'assign', principal, object, scopes: ['physical'], effect: 'allow' }
}

function entersWithGreen(unit: Unit): boolean {
  return decisionsIn(unit.present({ credential: GREEN })).some(({ outcome }) => outcome === 'granted')
}

describe('two planes', () => {
  test('R151, AMB-16: what a document grants does nothing until it is saved', () => {
    const unit = new Unit()
    const document = load(unit)
    applyEdit(document, mayEnter(unit), unit.state.identity)
    expect(entersWithGreen(unit)).toBe(false)
    expect(save(unit, document)).toEqual(OK)
    expect(entersWithGreen(unit)).toBe(true)
  })

  test('AMB-16: what the App grants holds at once, and makes every open document stale', () => {
    const unit = new Unit()
    const documents = [load(unit), load(unit)]
    unit.edit(mayEnter(unit))
    expect(entersWithGreen(unit)).toBe(true)
    for (const document of documents) expect(save(unit, document)).toEqual(refused('STALE_DOCUMENT'))
    expect(entersWithGreen(unit)).toBe(true)
  })

  test('of several documents the one that is saved second is stale', () => {
    const unit = new Unit()
    const [first, second] = [load(unit), load(unit)]
    applyEdit(second, mayEnter(unit), unit.state.identity)
    expect(save(unit, first)).toEqual(OK)
    expect(save(unit, second)).toEqual(refused('STALE_DOCUMENT'))
    expect(entersWithGreen(unit)).toBe(false)
  })

  test('R68: users are managed in the App by the same rules as in a document, and it comes to the same', () => {
    const [app, config] = [new Unit(), new Unit()]
    const anna = findUser(app.state.program, 'Anna').uuid
    const edits: ProgramEdit[] = [
      { type: 'edit-user', uuid: anna, change: { profile: { phone: '4711' }, nfcCodeTouchId: '7' } },
      { type: 'delete-user', uuid: findUser(app.state.program, 'Ben').uuid },
      mayEnter(app),
    ]
    const document = load(config)
    for (const edit of edits) applyEdit(document, edit, config.state.identity)
    save(config, document)
    app.edit(...edits)
    expect(programToJson(app.state.program)).toEqual(programToJson(config.state.program))
    const refusedEdit: ProgramEdit = { type: 'edit-user', uuid: anna, change: { name: 'clara' } }
    expect(ask(app, { type: 'edit-program', edits: [refusedEdit] })).toEqual(refused('NAME_TAKEN'))
    expect(() => applyEdit(load(config), refusedEdit, config.state.identity)).toThrow(/Clara/)
  })

  test('of another Miniserver’s user a document changes what is this one’s own, and nothing of what its origin says', () => {
    const unit = new Unit()
    const ben = { ...findUser(unit.state.program, 'Ben'), origin: OFFICE, tags: [] }
    shareTrust(unit.state, OFFICE, 'Office')
    unit.state.program.users.set(ben.uuid, ben)
    const document = load(unit)
    const forged = {
      password: passwordOf('mine'),
      tags: [{ id: GREEN.id, name: 'green' }],
      status: { state: 'enabled' } as const,
    }
    const coming = { ...ben, ...forged, uuid: '0f000000-0000-0000-ffff504f94a00001', name: 'Otto' }
    document.users.set(ben.uuid, { ...ben, ...forged, nfcCodeTouchId: '7', disabledHere: true })
    document.users.set(coming.uuid, coming)
    expect(save(unit, document)).toEqual(OK)
    const saved = unit.state.program.users.get(ben.uuid)
    expect(saved).toEqual({ ...ben, nfcCodeTouchId: '7', disabledHere: true, editedMs: unit.at.wallMs })
    const stub = unit.state.program.users.get(coming.uuid)
    expect([stub?.name, stub?.tags, stub?.password]).toEqual(['Otto', [], undefined])
  })

  test('I6: a document that leaves no administrator is not saved', () => {
    const unit = new Unit()
    const document = load(unit)
    document.users.delete(findUser(document, 'admin').uuid)
    expect(save(unit, document)).toEqual(refused('LAST_ADMINISTRATOR'))
    expect(ask(unit, { type: 'read-program' })).toEqual(OK)
  })
})

test('R130: who may program, who may use the App, and who may enter are three permissions', () => {
  const unit = new Unit()
  const give = (name: string, right: 'LoxoneConfig' | 'WebInterfaceApps') => {
    const caller = withLogin(unit, name)
    const principal = `user:${findUser(unit.state.program, name).uuid}` as const
    unit.edit({ type: 'assign', principal, object: `right:${right}`, scopes: ['internal'], effect: 'allow' })
    return caller
  }
  const [ben, clara] = [give('Ben', 'WebInterfaceApps'), give('Clara', 'LoxoneConfig')]
  const anna = withLogin(unit, 'Anna')
  const may = [anna, ben, clara].map((caller) => ({
    program: ask(unit, { type: 'load-program' }, caller).ok,
    app: usesApp(unit, caller),
    enter: canEnter(unit, caller.user),
  }))
  expect(may).toEqual([
    { program: false, app: false, enter: true },
    { program: false, app: true, enter: true },
    // Loxone Config brings every other right with it, but no door (R91).
    { program: true, app: true, enter: false },
  ])
})

test('R143: all permissions of a user are managed and shown', () => {
  const unit = new Unit()
  const clara = `user:${findUser(unit.state.program, 'Clara').uuid}` as const
  const shown = () => {
    const reply = ask(unit, { type: 'permissions', principal: clara })
    return reply.ok
      ? (reply.value as { name: string; allowed: string }[]).map(({ name, allowed }) => [name, allowed])
      : []
  }
  expect(shown()).toEqual([])
  unit.edit(mayEnter(unit))
  expect(shown()).toContainEqual(['Front Door', 'physical'])
  const { program } = unit.state
  unit.edit({
    type: 'revoke',
    principal: clara,
    object: findObject(program, 'access:Front Door'),
    scopes: ['physical'],
  })
  expect(shown()).toEqual([])
})

function usesApp(unit: Unit, { user, password }: { readonly user: string; readonly password: string }): boolean {
  const session = `app of ${user}`
  unit.input({ type: 'api-opened', session, scope: 'internal', http: true })
  const inner = { type: 'structure-version', control: '' } as const
  const command = { type: 'basic', control: '', user, password, inner } as const
  const effects = unit.input({ type: 'api-command', session, request: 1, command })
  return effects.some((effect) => effect.type === 'api-reply' && effect.reply.code === 200)
}

function canEnter(unit: Unit, name: string): boolean {
  const [credential] = findUser(unit.state.program, name).tags
  const effects = unit.present({ credential: { kind: 'tag', id: credential?.id ?? '' } })
  return decisionsIn(effects).some(({ outcome }) => outcome === 'granted')
}
