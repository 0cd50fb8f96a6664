"""Questions of the progress report from their file.

Their order in the file is their order on the form.
"""
