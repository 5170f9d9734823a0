import { createConnection, ProposedFeatures } from './protocol-names.ts';
import { serve } from './server.ts';

// Started by an editor: the transport (ipc, `--stdio`) stands among the arguments.
serve(createConnection(ProposedFeatures.all));
