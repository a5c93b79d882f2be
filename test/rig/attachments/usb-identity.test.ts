import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { SERIAL_PORTS } from '../../../rigs/attachments/serial/serial-library.ts'
import { type ListedPort, portOnUsb, sourceOfPort } from '../../../rigs/attachments/serial/usb-identity.ts'
import { sourceText } from '../../../rigs/attachments/source-line.ts'
import { aCommandOnPath } from '../../helpers/a-command-on-path.ts'

interface Listed {
  readonly port: ListedPort
  readonly source: string
}

const LISTED: readonly Listed[] = JSON.parse(await readFile('fixtures/readers/serial-ports.json', 'utf8'))
const PORTS = LISTED.map(({ port }) => port)
const FTDI = { path: '/dev/ttyUSB0', vendorId: '0403', productId: '6001', serialNumber: 'A50285BI' }

describe.skipIf(process.platform !== 'linux')('the serial ports of a machine', () => {
  test('are what serialport makes of what udevadm says', async () => {
    await aCommandOnPath('udevadm', `#!/bin/sh\nexec cat ${resolve('fixtures/readers/udev.txt')}\n`)
    expect(await SERIAL_PORTS.list()).toEqual(PORTS)
  })

  test('cannot be listed without udevadm, which is said with what mends it', async () => {
    vi.stubEnv('PATH', '/nowhere')
    onTestFinished(() => void vi.unstubAllEnvs())
    await expect(SERIAL_PORTS.list()).rejects.toMatchObject({
      code: 'READER_ABSENT',
      message:
        'Serial ports cannot be listed: the program udevadm is not here. Mend it with: sudo apt-get install udev',
    })
  })
})

describe('the source that means a port', () => {
  test.for(LISTED)('$port.path is $source', ({ port, source }) => {
    expect(sourceText(sourceOfPort(port, PORTS))).toBe(source)
  })

  test('by what USB says of it leads back to it, also in another socket', () => {
    const { usb = {} } = { usb: undefined, ...sourceOfPort(FTDI, [FTDI]) }
    expect(portOnUsb('home/gate', usb, [...PORTS.slice(2), { ...FTDI, path: '/dev/ttyUSB9' }])).toBe('/dev/ttyUSB9')
  })
})

describe('portOnUsb()', () => {
  test('finds the one port of which that is true, with ids in any case', () => {
    expect(portOnUsb('home/gate', { serialNumber: 'A50285BI' }, PORTS)).toBe('/dev/ttyUSB0')
    expect(portOnUsb('home/gate', { vendorId: '0403', productId: '6001' }, PORTS)).toBe('/dev/ttyUSB0')
    const upper = { ...FTDI, vendorId: '1A86', path: '/dev/ttyUSB7' }
    expect(portOnUsb('home/gate', { vendorId: '1a86' }, [FTDI, upper])).toBe('/dev/ttyUSB7')
  })

  test('refuses two that are alike, names both and says what to write', () => {
    expect(() => portOnUsb('home/gate', { vendorId: '1a86', productId: '7523' }, PORTS)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message:
          'home/gate: 2 serial ports are USB 1a86:7523: /dev/ttyUSB1 (USB 1a86:7523); /dev/ttyUSB2 (USB 1a86:7523). ' +
          'Say which is meant: { kind: serial, path: /dev/ttyUSB1 } or { kind: serial, path: /dev/ttyUSB2 }.',
      }),
    )
  })

  test('tells two of one make apart by their serial numbers', () => {
    const other = { ...FTDI, path: '/dev/ttyUSB1', serialNumber: 'B7' }
    expect(() => portOnUsb('home/gate', { vendorId: '0403' }, [FTDI, other])).toThrow(
      /serialNumber: A50285BI.* or .*B7/,
    )
    expect(portOnUsb('home/gate', { vendorId: '0403', serialNumber: 'B7' }, [FTDI, other])).toBe('/dev/ttyUSB1')
  })

  test('says which ports there are where none is meant', () => {
    expect(() => portOnUsb('home/gate', { serialNumber: 'X' }, PORTS.slice(0, 2))).toThrow(
      expect.objectContaining({
        code: 'READER_ABSENT',
        message:
          'home/gate: no serial port is USB, serial number X. There are: /dev/ttyS0; /dev/ttyUSB0 (USB 0403:6001, serial number A50285BI).',
      }),
    )
  })
})
