import type { Control, Terminal, Wire } from '../../../sim/domain/program/program.ts'
import type { RigControl } from '../shape.ts'
import { entries } from '../site-names.ts'
import { millisecondsOf } from '../units.ts'
import { splitTerminal } from '../wire.ts'
import type { Build } from './context.ts'

const PULSE = '3s'
const HISTORY_LENGTH = 100
/** Parameter Au: code or NFC (§3.6.2). */
const AUTHENTICATION = 1

export function buildControls(build: Build): Control[] {
  return entries(build.site.program?.controls).map(([name, control]) => buildControl(build, name, control))
}

export function buildWires(build: Build): Wire[] {
  const terminal = (text: string): Terminal => {
    const { control, terminal } = splitTerminal(text)
    return { control: build.uuid('control', control), terminal }
  }
  return (build.site.program?.wiring ?? []).map(({ from, to }) => ({ from: terminal(from), to: terminal(to) }))
}

function buildControl(build: Build, name: string, control: RigControl): Control {
  const base = {
    uuid: build.uuid('control', name),
    name,
    ...(control.room === undefined ? {} : { room: build.uuid('room', control.room) }),
    ...(control.category === undefined ? {} : { category: build.uuid('category', control.category) }),
    ...(control.secured === undefined ? {} : { secured: control.secured }),
  }
  switch (control.kind) {
    case 'authentication-nfc-code-touch': {
      const { kind, reader, authentication = AUTHENTICATION, history = HISTORY_LENGTH, pulse = PULSE } = control
      const outputs = entries(control.outputs).map(([output, what]) => ({ output: Number(output), name: what ?? '' }))
      return { ...base, kind, reader, outputs, pulseMs: millisecondsOf(pulse), authentication, historyLength: history }
    }
    case 'access-controller': {
      const { kind, reader, history = HISTORY_LENGTH, pulse = PULSE } = control
      const extension = extensionOf(build, reader)
      return { ...base, kind, reader, extension, pulseMs: millisecondsOf(pulse), historyLength: history }
    }
    case 'info-only-digital':
    case 'switch':
      return { ...base, kind: control.kind }
    case 'trusted-io':
      return { ...base, kind: control.kind, direction: control.direction, value: control.value ?? 'digital' }
    case 'intercom': {
      const device = build.site.devices?.[control.device]
      const version = device?.kind === 'intercom' && device.version === 'v1' ? 1 : 2
      return { ...base, kind: control.kind, version, device: control.device }
    }
  }
}

function extensionOf(build: Build, reader: string): string {
  const found = entries(build.site.devices).find(
    ([, device]) => device.kind === 'one-wire-extension' && Object.hasOwn(device.readers, reader),
  )
  return found?.[0] ?? ''
}
