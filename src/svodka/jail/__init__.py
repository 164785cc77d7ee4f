"""Function and bytes in, values out or why not: untrusted bytes are parsed in a limited child process."""
