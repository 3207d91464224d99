import type { Registry } from 'prom-client';
import { gaugedBy, secondsOf } from './gauged.ts';
import type { MetricsSources } from './sources.ts';

/** Shows the disk, the certificate and the connections at the moment of a scrape. */
export function showSurroundings(
  register: Registry,
): (sources: Pick<MetricsSources, 'disk' | 'certificateEnd' | 'openConnections'>) => Promise<void> {
  const free = gaugedBy(register, 'disk_free_bytes', 'Room left on the volume of the data folder.');
  const size = gaugedBy(register, 'disk_size_bytes', 'Size of the volume of the data folder.');
  const certificate = gaugedBy(
    register,
    'certificate_not_after_timestamp_seconds',
    'When the certificate of the public listener ends.',
  );
  const connections = gaugedBy(register, 'open_connections', 'Open connections of the public listener.');
  return async ({ disk, certificateEnd, openConnections }) => {
    const volume = await disk();
    if (volume === null) {
      free.remove();
      size.remove();
    } else {
      free.set(volume.freeBytes);
      size.set(volume.totalBytes);
    }
    const end = certificateEnd();
    if (end !== null) {
      certificate.set(secondsOf(end));
    }
    connections.set(openConnections());
  };
}
