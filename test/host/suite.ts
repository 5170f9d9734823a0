import './activation.ts';
import './fixes.ts';
import './values.ts';
