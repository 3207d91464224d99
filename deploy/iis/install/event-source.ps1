# The source of the service's entries in the Windows event log; only an administrator can make it. Entries are numbered
# from 1 to 1000, and EventCreate.exe of Windows has a message for each of these that is nothing but the entry's text.
# CustomSource is what eventcreate asks for before it writes.

$script:EventSourceParent = 'HKLM:\SYSTEM\CurrentControlSet\Services\EventLog\Application'

function Add-EventSource {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $Name)

    $key = Join-Path $script:EventSourceParent $Name
    if (Test-Path -LiteralPath $key) {
        return
    }
    if ($PSCmdlet.ShouldProcess($key, (Get-Text 'ActionEventSource'))) {
        New-Item -Path $key | Out-Null
        $file = '%SystemRoot%\System32\EventCreate.exe'
        New-ItemProperty -LiteralPath $key -Name 'EventMessageFile' -PropertyType ExpandString -Value $file | Out-Null
        New-ItemProperty -LiteralPath $key -Name 'TypesSupported' -PropertyType DWord -Value 7 | Out-Null
        New-ItemProperty -LiteralPath $key -Name 'CustomSource' -PropertyType DWord -Value 1 | Out-Null
        Add-Made $InstallDir $Manifest 'eventsource' $Name ''
    }
}

function Remove-EventSource {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $Name)

    $key = Join-Path $script:EventSourceParent $Name
    if ($PSCmdlet.ShouldProcess($key, (Get-Text 'ActionRemove'))) {
        if (Test-Path -LiteralPath $key) {
            Remove-Item -LiteralPath $key -Recurse
        }
        Remove-Made $InstallDir $Manifest 'eventsource' $Name
    }
}
