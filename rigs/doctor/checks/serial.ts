import type { Examine, Part } from '../part.ts'

type ListPorts = () => Promise<readonly { readonly path: string }[]>

const MISSING_UDEVADM = 'ports cannot be listed: the program udevadm is not here; name them by their path'

/** Where serial ports are, which readers are attached to by their path. `SerialPort.list()` runs `udevadm` on Linux. */
export const examineSerial: Examine = () => examinePorts(listPorts)

/** @param list lists the ports; tests put one of their own here */
export async function examinePorts(list: ListPorts): Promise<Part> {
  const part = { part: 'serial ports', isNeeded: false } as const
  try {
    const paths = (await list()).map(({ path }) => path)
    if (paths.length === 0) return { ...part, state: 'limited', found: 'there are none' }
    return { ...part, state: 'ok', found: paths.join(', ') }
  } catch (error) {
    if (!isAbsence(error)) return { ...part, state: 'missing', found: String(error), mend: 'npm install' }
    return { ...part, state: 'limited', found: MISSING_UDEVADM, mend: 'sudo apt-get install udev' }
  }
}

async function listPorts(): ReturnType<ListPorts> {
  const { SerialPort } = await import('serialport')
  return SerialPort.list()
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
