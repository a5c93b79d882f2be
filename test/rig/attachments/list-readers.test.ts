import { describe, expect, test } from 'vitest'
import { findPcscReaders, findSerialPorts } from '../../../rigs/attachments/list-readers.ts'
import { renderReaders } from '../../../rigs/cli/render/readers.ts'
import { RigError } from '../../../sim/domain/errors.ts'
import { FakePcsc } from '../../helpers/fake-pcsc.ts'

const ports = {
  list: async () => [{ path: '/dev/ttyS0' }, { path: '/dev/ttyUSB0', serialNumber: '7', vendorId: '0403' }],
}
const noUdev = {
  list: () => Promise.reject(new RigError('READER_ABSENT', 'Serial ports cannot be listed: x. Mend it with: sudo y')),
}

describe('what is plugged in', () => {
  test('is listed with the line of a rig file that uses it, ports on USB first', async () => {
    const pcsc = await findPcscReaders(new FakePcsc('ACS ACR122U 01 00', 'ACS ACR122U 00 00'))
    expect(renderReaders([pcsc, await findSerialPorts(ports)], (_, text) => text)).toEqual([
      'PC/SC readers:',
      '  ACS ACR122U 00 00',
      '    source: { kind: pcsc, reader: ACS ACR122U, slot: 00 00 }',
      '  ACS ACR122U 01 00',
      '    source: { kind: pcsc, reader: ACS ACR122U, slot: 01 00 }',
      '',
      'serial ports:',
      '  /dev/ttyUSB0 (USB 0403:*, serial number 7)',
      '    source: { kind: serial, usb: { serialNumber: "7", vendorId: "0403" } }',
      '  /dev/ttyS0',
      '    source: { kind: serial, path: /dev/ttyS0 }',
    ])
  })

  test('and cannot be listed is told with the command that mends it', async () => {
    const found = await findSerialPorts(noUdev)
    expect(found).toEqual({
      kind: 'serial',
      readers: [],
      unlisted: { why: 'Serial ports cannot be listed: x.', mend: 'sudo y' },
    })
    expect(renderReaders([{ kind: 'pcsc', readers: [] }, found], (_, text) => text)).toEqual([
      ...['PC/SC readers:', '  none', '', 'serial ports:'],
      ...['  not listed  Serial ports cannot be listed: x.', '  To mend: sudo y'],
    ])
  })
})
