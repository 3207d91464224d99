# The installation in its order. What is new is made beside what runs; the restart comes last, and is undone where the
# service does not come.

function Install-AsService {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [hashtable] $Wish)

    $name = $Wish.ServiceName
    $asTask = $Wish.AsTask
    Assert-PlainName @($name)
    Assert-Folder $InstallDir
    Assert-Folder $Wish.DataDir
    $node = Resolve-Node $Wish.NodePath
    $rooms = Resolve-RoomsConfig $Wish.RoomsConfigDir
    Assert-Own $Manifest $Wish
    $Manifest.way = 'Service'
    if ($asTask) {
        $Manifest.way = 'Task'
    }
    $Manifest.dataDir = $Wish.DataDir
    $Manifest.node = $node
    $Manifest.rooms = $rooms
    $Manifest.serviceName = $name
    $Manifest.listenPort = $Wish.ListenPort
    $identity = Get-ServiceIdentity $name $asTask

    New-OwnFolder $InstallDir $Manifest $InstallDir
    New-OwnFolder $InstallDir $Manifest $Wish.DataDir
    $release = Install-Release $InstallDir $Manifest $Wish.Package $Wish.Source
    $isFirst = @($Manifest.switches | Where-Object { $_ }).Count -eq 0
    if ($isFirst -and -not $asTask) {
        # The account is there with the service, so the service has to come before the rights.
        Set-ServiceFile $InstallDir $Manifest $name $node $release $Wish.DataDir @{}
        New-WindowsService $InstallDir $Manifest $name $Wish.WinSW
    }
    Grant-Right $InstallDir $Manifest $InstallDir $identity 'RX'
    Set-DataFolder $InstallDir $Manifest $Wish.DataDir $identity
    $environment = Set-Secrets $InstallDir $Manifest $Wish $identity
    $changed = Set-Settings $InstallDir $Manifest $Wish $node $release $rooms ''
    if ($rooms) {
        Grant-Reading $InstallDir $Manifest $rooms $identity
    }
    Add-EventSource $InstallDir $Manifest $script:EventSource
    Confirm-Doctor $node $release $environment
    $before = ''
    if (-not $isFirst) {
        $before = @($Manifest.switches | Where-Object { $_ })[-1].folder
    }
    Set-Own $InstallDir $Manifest $Wish $node $release $environment $changed
    if (-not $WhatIfPreference) {
        Confirm-Service $InstallDir $Manifest $Wish $before (Get-AdminPort $Wish $changed)
    }
}

# Nobody else's service or task of that name, and a free port.
function Assert-Own {
    param($Manifest, [hashtable] $Wish)

    $name = $Wish.ServiceName
    if ($Wish.AsTask) {
        $task = Get-ScheduledTask -TaskName $name -ErrorAction SilentlyContinue
        if ($task -and -not (Test-Made $Manifest 'task' $name)) {
            Stop-Installation 'TaskForeign' @($name)
        }
    } else {
        $service = Get-Service -Name $name -ErrorAction SilentlyContinue
        if ($service -and -not (Test-Made $Manifest 'service' $name)) {
            Stop-Installation 'ServiceForeign' @($name)
        }
        if (-not $service) {
            Assert-WinSW $Wish.WinSW $Wish.WinSWSha256
        }
    }
    if (@($Manifest.switches | Where-Object { $_ }).Count -eq 0) {
        $holder = Get-PortHolder $Wish.ListenPort
        if ($holder) {
            Stop-Installation 'PortHeld' @($Wish.ListenPort, $holder)
        }
    }
}

# Lets the service or task run a release, and writes down which one it ran before.
function Set-Own {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [hashtable] $Wish, [string] $Node, [string] $Release, $Environment, $Changed)

    $name = $Wish.ServiceName
    Write-Step 'ServiceRuns' @($name, $Release)
    if ($PSCmdlet.ShouldProcess($name, (Get-Text 'ActionSwitch' @($Release, $name)))) {
        $last = @($Manifest.switches | Where-Object { $_ }) | Select-Object -Last 1
        if (-not $last -or $last.folder -ne $Release) {
            $entry = New-Object PSObject -Property @{
                time = (Get-Date).ToString('s'); folder = $Release; node = $Node; name = $name; environment = $Environment; changed = $Changed
            }
            $Manifest.switches = @($Manifest.switches | Where-Object { $_ }) + @($entry)
            Save-Manifest $InstallDir $Manifest
        }
        Set-ServiceFile $InstallDir $Manifest $name $Node $Release $Wish.DataDir $Environment
        if ($Wish.AsTask) {
            New-ServiceTask $InstallDir $Manifest $name $Node $Release $Wish.DataDir
        }
        Restart-Own $name $Wish.AsTask
    }
}

# Waits for the service, and lets the release before run again where it does not come.
function Confirm-Service {
    param([string] $InstallDir, $Manifest, [hashtable] $Wish, [string] $Before, [int] $AdminPort)

    Write-Step 'Waiting'
    $problem = Wait-Service $AdminPort $null ''
    if (-not $problem) {
        $Manifest.adminPort = $AdminPort
        Save-Manifest $InstallDir $Manifest
        Write-Step 'ResultStatusPage' @("http://127.0.0.1:$AdminPort/")
        Write-Step 'ResultSettings' @((Join-Path $Manifest.dataDir 'settings.jsonc'), (Join-Path $Manifest.dataDir 'logs'))
        Write-Step 'ServiceDone' @($Wish.ListenPort)
        return
    }
    $logs = Join-Path $Manifest.dataDir 'logs'
    if (-not $Before -or $Before -eq @($Manifest.switches | Where-Object { $_ })[-1].folder) {
        Stop-Installation 'ServiceFailed' @($problem, $logs)
    }
    Undo-ServiceSwitch $InstallDir $Manifest
    Stop-Installation 'ServiceBack' @($problem, $Before, $logs)
}

# The release before, with the settings before.
function Undo-ServiceSwitch {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest)

    $switches = @($Manifest.switches | Where-Object { $_ })
    if ($switches.Count -lt 2) {
        Stop-Installation 'NothingToUndo'
    }
    $last = $switches[$switches.Count - 1]
    $before = $switches[$switches.Count - 2]
    $asTask = $Manifest.way -eq 'Task'
    if ($PSCmdlet.ShouldProcess($before.name, (Get-Text 'ActionSwitch' @($before.folder, $before.name)))) {
        Undo-Setting $last.changed
        Set-ServiceFile $InstallDir $Manifest $before.name $before.node $before.folder $Manifest.dataDir $before.environment
        if ($asTask) {
            New-ServiceTask $InstallDir $Manifest $before.name $before.node $before.folder $Manifest.dataDir
        }
        $Manifest.switches = @($switches | Select-Object -First ($switches.Count - 1))
        Save-Manifest $InstallDir $Manifest
        Restart-Own $before.name $asTask
        Write-Step 'ServiceRuns' @($before.name, $before.folder)
    }
}
