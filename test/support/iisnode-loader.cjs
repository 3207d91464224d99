'use strict';

// Loads an entry file as iisnode's interceptor.js does: it takes itself out of argv, puts synchronous file writes that
// return nothing and call nobody in the place of stdout's and stderr's where logging is on, and requires the entry.
const fs = require('node:fs');
const path = require('node:path');

process.argv.splice(1, 1);

if (process.env.IISNODE_LOGGINGENABLED === '1') {
  for (const name of ['stdout', 'stderr']) {
    const file = path.join(process.cwd(), 'logs', `${name}.txt`);
    process[name].write = process[name].end = (data) => {
      fs.appendFileSync(file, data.toString().replaceAll('\n', '\r\n'));
    };
  }
}

require(process.argv[1]);
