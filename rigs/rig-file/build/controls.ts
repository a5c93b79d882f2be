import type { Control, Terminal, Wire } from '../../../sim/domain/program/program.ts'
import { credentialOf } from '../credential.ts'
import type { RigControl } from '../shape.ts'
import { entries, entryNamed } from '../site-names.ts'
import { millisecondsOf } from '../units.ts'
import { splitTerminal } from '../wire.ts'
import { type Build, serialOf } from './context.ts'
import { isDummy, keypadOf } from './keypad.ts'

const PULSE = '3s'
const HISTORY_LENGTH = 100
/** Parameter Au: code or NFC (§3.6.2). */
const AUTHENTICATION = 1

/** All but those that only the Trust brings (`buildReferences`). */
export function buildControls(build: Build): Control[] {
  return entries(build.site.program?.controls).flatMap(([name, control]) =>
    control.kind === 'trusted-io-reference' || control.kind === 'intercom-reference'
      ? []
      : [buildControl(build, name, control)],
  )
}

export function buildWires(build: Build): Wire[] {
  const terminal = (text: string): Terminal => {
    const { control, terminal } = splitTerminal(text)
    const isLogic = entryNamed(build.site.program?.logic, control) !== undefined
    return { control: build.uuid(isLogic ? 'logic' : 'control', control), terminal: bellOutput(build, terminal) }
  }
  return (build.site.program?.wiring ?? []).map(({ from, to }) => ({ from: terminal(from), to: terminal(to) }))
}

/** `Bell:office` of an Intercom is the bell output of that site's Miniserver, whose serial a program has (R54). */
function bellOutput({ rig }: Build, terminal: string): string {
  const site = terminal.startsWith('Bell:') ? entryNamed(rig.sites, terminal.slice('Bell:'.length)) : undefined
  return site === undefined ? terminal : `Bell:${serialOf(site.miniserver)}`
}

type OwnControl = Exclude<RigControl, { kind: 'trusted-io-reference' | 'intercom-reference' }>

function buildControl(build: Build, name: string, control: OwnControl): Control {
  const base = {
    uuid: build.uuid('control', name),
    name,
    ...(control.room === undefined ? {} : { room: build.uuid('room', control.room) }),
    ...(control.category === undefined ? {} : { category: build.uuid('category', control.category) }),
    ...(control.secured === undefined ? {} : { secured: control.secured }),
  }
  switch (control.kind) {
    case 'authentication-nfc-code-touch':
      return buildKeypadBlock(build, base, control)
    case 'access-controller': {
      const { kind, reader, selection, history = HISTORY_LENGTH, pulse = PULSE } = control
      const extension = extensionOf(build, reader)
      const selectionMs = selection === undefined ? 0 : millisecondsOf(selection)
      return {
        ...{ ...base, kind, reader, pulseMs: millisecondsOf(pulse), historyLength: history },
        ...(extension === undefined ? {} : { extension }),
        ...(selectionMs > 0 && { selectionMs }),
      }
    }
    case 'info-only-digital':
    case 'switch':
      return { ...base, kind: control.kind }
    case 'intercommunication-input':
    case 'intercommunication-output': {
      const { kind, value = 'digital', remote, packet } = control
      return { ...base, kind, value, remote, packet }
    }
    case 'nfc-code-input': {
      const { kind, reader, code } = control
      return { ...base, kind, reader, ...(code !== undefined && { digest: build.tools.codeDigest(code) }) }
    }
    case 'nfc-tag-input': {
      const { kind, reader, tag } = control
      const id = credentialOf(build.rig, 'tag', tag)?.id
      return { ...base, kind, reader, ...(id !== undefined && { id }) }
    }
    case 'trusted-io':
      return {
        ...{ ...base, kind: control.kind, direction: control.direction, value: control.value ?? 'digital' },
        ...(control.description === undefined ? {} : { description: control.description }),
      }
    case 'intercom': {
      const device = build.site.devices?.[control.device]
      const version = device?.kind === 'intercom' && device.version === 'v1' ? 1 : 2
      const { kind, maxBell, address } = control
      const most = maxBell === undefined ? {} : { maxBellMs: millisecondsOf(maxBell) }
      return { ...base, kind, version, device: control.device, ...most, ...(address !== undefined && { address }) }
    }
  }
}

function buildKeypadBlock(build: Build, base: Pick<Control, 'uuid' | 'name'>, control: RigKeypadBlock): Control {
  const { kind, reader, authentication = AUTHENTICATION, history = HISTORY_LENGTH, pulse = PULSE } = control
  const { additionalPreselections = false, nfcConfirmsEntry = true } = control
  const outputs = entries(control.outputs).map(([output, what]) => ({ output: Number(output), name: what ?? '' }))
  const device = build.site.devices?.[reader]
  const keypad = keypadOf(device)
  return {
    ...{ ...base, kind, reader, outputs, pulseMs: millisecondsOf(pulse), authentication, historyLength: history },
    ...(additionalPreselections && { additionalPreselections }),
    ...(nfcConfirmsEntry && { tagConfirmsEntry: true }),
    ...(keypad !== undefined && { keypad }),
    ...(isDummy(device) && { isDummy: true }),
  }
}

type RigKeypadBlock = Extract<RigControl, { readonly kind: 'authentication-nfc-code-touch' }>

/** An external reader has none. */
function extensionOf(build: Build, reader: string): string | undefined {
  const found = entries(build.site.devices).find(
    ([, device]) => device.kind === 'one-wire-extension' && Object.hasOwn(device.readers, reader),
  )
  return found?.[0]
}
